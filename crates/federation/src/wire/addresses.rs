//! Which network addresses may be connected to: the public internet, and never a neighbour inside the network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::web_address::Reach;

/// IPv4 ranges that are nobody's public server.
const CLOSED_V4: [([u8; 4], u8); 15] = [
    ([0, 0, 0, 0], 8),      // this network, and 0.0.0.0, which means this machine to many systems
    ([10, 0, 0, 0], 8),     // private
    ([100, 64, 0, 0], 10),  // shared by a provider's customers
    ([127, 0, 0, 0], 8),    // this machine
    ([169, 254, 0, 0], 16), // link-local, where clouds keep their secrets
    ([172, 16, 0, 0], 12),  // private
    ([192, 0, 0, 0], 24),   // protocol assignments
    ([192, 0, 2, 0], 24),   // documentation
    ([192, 88, 99, 0], 24), // 6to4 relays
    ([192, 168, 0, 0], 16), // private
    ([198, 18, 0, 0], 15),  // benchmarks
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24), // documentation
    ([224, 0, 0, 0], 4),    // multicast
    ([240, 0, 0, 0], 4),    // reserved, and broadcast
];

/// The only IPv6 range in public use. Loopback, private, link-local, multicast, IPv4-mapped and -compatible
/// addresses and both NAT64 prefixes lie outside of it.
const PUBLIC_V6: ([u16; 8], u8) = ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// What is closed inside [`PUBLIC_V6`].
const CLOSED_V6: [([u16; 8], u8); 4] = [
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23), // protocol assignments, Teredo among them
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), // documentation
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), // 6to4, which can carry any IPv4 address
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), // documentation
];

/// Whether we may connect there. Demo mode adds this machine (127/8 and ::1), and nothing else.
pub fn may_connect(ip: IpAddr, reach: Reach) -> bool {
    if reach == Reach::Demo && ip.is_loopback() {
        return true;
    }
    match ip {
        IpAddr::V4(ip) => !CLOSED_V4.iter().any(|range| within_v4(ip, *range)),
        IpAddr::V6(ip) => within_v6(ip, PUBLIC_V6) && !CLOSED_V6.iter().any(|range| within_v6(ip, *range)),
    }
}

fn within_v4(ip: Ipv4Addr, (start, bits): ([u8; 4], u8)) -> bool {
    (u32::from(ip) ^ u32::from(Ipv4Addr::from(start))) >> (32 - bits) == 0
}

fn within_v6(ip: Ipv6Addr, (start, bits): ([u16; 8], u8)) -> bool {
    (u128::from(ip) ^ u128::from(Ipv6Addr::from(start))) >> (128 - bits) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(addresses: &[&str]) {
        for text in addresses {
            assert!(!may_connect(text.parse().unwrap(), Reach::Public), "{text}");
        }
    }

    #[test]
    fn c06_private_ranges_are_refused_to_their_edges() {
        refused(&[
            "10.0.0.0",
            "10.255.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.0.0",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.168.0.0",
            "192.168.255.255",
            "::1",
            "fc00::",
            "fdff::1",
            "fe80::1",
            "febf::1",
        ]);
    }

    #[test]
    fn c07_unspecified_and_broadcast_are_refused() {
        refused(&["0.0.0.0", "0.255.255.255", "255.255.255.255", "::"]);
    }

    #[test]
    fn c08_ipv4_inside_ipv6_is_refused() {
        refused(&[
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:1.1.1.1",
            "::127.0.0.1",
            "::ffff:0:127.0.0.1",
        ]);
    }

    #[test]
    fn c09_special_ranges_are_refused() {
        refused(&[
            "100.64.0.0",
            "100.127.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:db8::1",
            "2001:2::1",
            "3fff::1",
            "fec0::1",
            "100::1",
            "5f00::1",
        ]);
    }

    #[test]
    fn the_public_internet_is_open() {
        let open = [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a01:4f8::1",
            "2001:200::1",
            "2003::1",
        ];
        for text in open {
            assert!(may_connect(text.parse().unwrap(), Reach::Public), "{text}");
        }
    }

    #[test]
    fn demo_mode_opens_this_machine_only() {
        for text in ["127.0.0.1", "127.0.0.21", "::1"] {
            assert!(may_connect(text.parse().unwrap(), Reach::Demo), "{text}");
        }
        for text in ["10.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0", "::ffff:127.0.0.1", "fe80::1"] {
            assert!(!may_connect(text.parse().unwrap(), Reach::Demo), "{text}");
        }
    }
}
