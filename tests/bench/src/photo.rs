//! How long it takes to make a photo clean, in a process of its own as the server does it.

use std::time::Instant;

use forum::media::Darkroom;
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder};

use crate::report::Report;

/// Twelve megapixels, as most phones have them.
const SIDES: (u32, u32) = (4_000, 3_000);
const TIMES: usize = 9;

/// Prints `photo_ms`, the median.
pub async fn measure(report: &mut Report) {
    let photo = photo();
    let darkroom = Darkroom::new(rig::server::binary());
    let mut taken = Vec::new();
    for _ in 0..TIMES {
        let started = Instant::now();
        let clean = darkroom.develop(&photo).await.expect("a photo is a picture");
        taken.push(started.elapsed().as_secs_f64() * 1000.0);
        assert_eq!(clean.width, 2_048);
    }
    taken.sort_by(f64::total_cmp);
    report.figure("photo_ms", taken[TIMES / 2], "ms");
    report.remark(&format!("{} megapixels, {} kB sent", SIDES.0 * SIDES.1 / 1_000_000, photo.len() / 1_000));
}

/// Made up: soft shapes with some noise, about as heavy as a photo.
fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(SIDES.0, SIDES.1, |x, y| {
        let noise =
            (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_mul(668_265_263) >> 28;
        let wave = |scale: f32| (((x as f32 / scale).sin() + (y as f32 / scale).cos() + 2.0) * 55.0) as u8;
        Rgb([wave(300.0) + noise as u8, wave(170.0) + noise as u8, wave(90.0) + noise as u8])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&picture).expect("it can be written");
    bytes
}
