//! Somebody without an account tries passphrases at a sign-in name they suspect and at made-up ones, with a stopwatch: does
//! the server take longer for a name that it knows?

use std::{
    io,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The share of pairs in which the suspected one took longer (ties count half): 0.5 tells nothing, 1 everything.
#[must_use]
pub fn area(suspected: &[f64], made_up: &[f64]) -> f64 {
    let pairs = suspected.iter().flat_map(|one| made_up.iter().map(move |other| one.total_cmp(other)));
    let wins: f64 = pairs.map(|order| f64::from(1 + order as i8) / 2.0).sum();
    wins / (suspected.len() * made_up.len()) as f64
}

/// Tries both in turn, so that whatever else the machine does hits both alike; answers the seconds each took.
///
/// # Errors
/// When the server cannot be reached.
pub async fn sign_in(address: &str, suspected: &str, rounds: usize) -> io::Result<(Vec<f64>, Vec<f64>)> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let made_up: String = suspected.chars().map(|_| 'x').take(suspected.len() - 1).collect();
        let made_up = format!("{made_up}{}", round % 10);
        known.push(one(address, suspected).await?);
        unknown.push(one(address, &made_up).await?);
    }
    Ok((known, unknown))
}

/// One try on a connection of its own, from the last byte sent to the first byte heard.
async fn one(address: &str, name: &str) -> io::Result<f64> {
    let body = format!("name={name}&passphrase=seven+slow+brass+lanterns&device=own");
    let length = body.len();
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    stream.write_all(request.as_bytes()).await?;
    let asked = Instant::now();
    stream.readable().await?;
    let took: Duration = asked.elapsed();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await?;
    if rest.starts_with(b"HTTP/1.1 422") {
        Ok(took.as_secs_f64())
    } else {
        Err(io::Error::other(String::from_utf8_lossy(&rest[..rest.len().min(40)]).into_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::area;

    #[test]
    fn the_area_is_a_half_for_equals_and_one_for_whoever_is_always_slower() {
        assert_eq!(area(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), 0.5);
        assert_eq!(area(&[4.0, 5.0], &[1.0, 2.0, 3.0]), 1.0);
        assert_eq!(area(&[0.0], &[1.0, 2.0]), 0.0);
        assert_eq!(area(&[2.0], &[1.0, 3.0]), 0.5);
    }
}
