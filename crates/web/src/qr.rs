//! An address as a QR code: a small black and white PNG inside the page, for paper and for phones.

use std::io::Write;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use flate2::{Compression, Crc, write::ZlibEncoder};
use qrcode::{Color, QrCode};

/// White around the code, without which many readers see nothing.
const QUIET_ZONE: usize = 4;
/// Points of the picture for each square of the code.
const SCALE: usize = 4;

/// `data:image/png;base64,…` for `address`; `None` when it is too long for a code.
#[must_use]
pub fn picture(address: &str) -> Option<String> {
    let code = QrCode::new(address).ok()?;
    let png = png(&code)?;
    Some(format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png)))
}

/// One bit a point, 1 is white: the smallest picture PNG knows.
fn png(code: &QrCode) -> Option<Vec<u8>> {
    let side = (code.width() + 2 * QUIET_ZONE) * SCALE;
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::best());
    for y in 0..side {
        rows.write_all(&[0]).ok()?;
        rows.write_all(&row(code, side, y)).ok()?;
    }
    let size = u32::try_from(side).ok()?.to_be_bytes();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, *b"IHDR", &[&size[..], &size[..], &[1, 0, 0, 0, 0]].concat())?;
    chunk(&mut png, *b"IDAT", &rows.finish().ok()?)?;
    chunk(&mut png, *b"IEND", &[])?;
    Some(png)
}

fn row(code: &QrCode, side: usize, y: usize) -> Vec<u8> {
    let mut bytes = vec![0_u8; side.div_ceil(8)];
    for x in (0..side).filter(|x| is_white(code, *x, y)) {
        bytes[x / 8] |= 0x80 >> (x % 8);
    }
    bytes
}

fn is_white(code: &QrCode, x: usize, y: usize) -> bool {
    let square = |point: usize| (point / SCALE).checked_sub(QUIET_ZONE).filter(|at| *at < code.width());
    match (square(x), square(y)) {
        (Some(x), Some(y)) => code[(x, y)] == Color::Light,
        _ => true,
    }
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    let mut check = Crc::new();
    check.update(&kind);
    check.update(data);
    png.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    png.extend(kind);
    png.extend(data);
    png.extend(check.sum().to_be_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_small_picture() {
        let picture = picture("https://maple.example/join/abcdefghjkmn").unwrap();
        assert!(picture.starts_with("data:image/png;base64,iVBOR"));
        assert!(picture.len() < 2_000, "{}", picture.len());
        assert!(super::picture(&"x".repeat(8_000)).is_none());
    }
}
