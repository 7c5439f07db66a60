//! From the bytes that somebody sent to a clean picture: decoded, upright, at most 2,048 pixels wide or high, and nothing
//! but its pixels. This runs in a process of its own ([`super::child`]), because decoders have had faults before.

use std::{collections::HashSet, io::Cursor};

use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    imageops,
    metadata::Orientation,
};
use store::Mutant;

use super::{Clean, HEAVIEST, Kind, WIDEST, darkroom::Unfit};

/// No side of a clean picture is longer.
const EDGE: u32 = 2_048;
/// What decoding may take, so that a picture that is small on the wire and huge inside is refused in words.
const MEMORY: u64 = 640 * 1_024 * 1_024;
const QUALITY: u8 = 85;
/// Drawings and screenshots have few colours and stay sharp as PNG.
const FEW_COLOURS: usize = 256;

/// Makes a clean picture.
///
/// # Errors
/// When it is none, or too large.
pub fn develop(bytes: &[u8]) -> Result<Clean, Unfit> {
    if bytes.len() > HEAVIEST {
        return Err(Unfit::Heavy);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(bytes)?);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Unfit::Broken);
    }
    if width > WIDEST || height > WIDEST {
        return Err(Unfit::Wide);
    }
    // Read before the pixels, and the last thing that is read besides them.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let metadata =
        if Mutant::PictureKeepsMetadata.is_on() { decoder.exif_metadata().ok().flatten() } else { None };
    let mut picture = small(DynamicImage::from_decoder(decoder).map_err(unfit)?);
    if !Mutant::PictureStaysTurned.is_on() {
        picture.apply_orientation(orientation);
    }
    if Mutant::PicturePassesThrough.is_on() {
        return Ok(Clean { kind: Kind::Jpeg, width, height, bytes: bytes.to_vec() });
    }
    written(&picture, metadata).map_err(unfit)
}

/// What the bytes are, whatever anybody says they are.
fn format(bytes: &[u8]) -> Result<ImageFormat, Unfit> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => {
            Ok(format)
        }
        _ => Err(Unfit::Kind),
    }
}

fn unfit(error: ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::Wide,
        _ => Unfit::Broken,
    }
}

/// Averaged down roughly first where it is far too large, because that takes no memory; then with care.
fn small(picture: DynamicImage) -> DynamicImage {
    let longest = picture.width().max(picture.height());
    if longest <= EDGE {
        return picture;
    }
    let rough = if longest > 2 * EDGE { picture.thumbnail(2 * EDGE, 2 * EDGE) } else { picture };
    rough.resize(EDGE, EDGE, imageops::FilterType::Triangle)
}

fn written(picture: &DynamicImage, metadata: Option<Vec<u8>>) -> Result<Clean, ImageError> {
    let (width, height) = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    if shines_through(picture) {
        png(&mut bytes).write_image(
            picture.to_rgba8().as_raw(),
            width,
            height,
            image::ExtendedColorType::Rgba8,
        )?;
        return Ok(Clean { kind: Kind::Png, width, height, bytes });
    }
    let pixels = picture.to_rgb8();
    if has_few_colours(&pixels) {
        png(&mut bytes).write_image(pixels.as_raw(), width, height, image::ExtendedColorType::Rgb8)?;
        return Ok(Clean { kind: Kind::Png, width, height, bytes });
    }
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if let Some(metadata) = metadata {
        let _ = encoder.set_exif_metadata(metadata);
    }
    encoder.write_image(pixels.as_raw(), width, height, image::ExtendedColorType::Rgb8)?;
    Ok(Clean { kind: Kind::Jpeg, width, height, bytes })
}

fn png(bytes: &mut Vec<u8>) -> PngEncoder<&mut Vec<u8>> {
    PngEncoder::new_with_quality(bytes, CompressionType::Default, FilterType::Adaptive)
}

fn shines_through(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX)
}

fn has_few_colours(pixels: &RgbImage) -> bool {
    let mut known = HashSet::new();
    pixels.pixels().all(|pixel| {
        known.insert(pixel.0);
        known.len() <= FEW_COLOURS
    })
}
