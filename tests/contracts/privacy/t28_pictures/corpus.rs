//! Pictures as cameras, phones and people of bad will make them, built here byte by byte: all they tell says [`CANARY`].

use std::io::{Cursor, Write};

use flate2::{Compression, write::ZlibEncoder};
use image::{
    DynamicImage, ImageBuffer, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
};

/// What must never be found in a clean picture.
pub const CANARY: &str = "CANARY";

/// A picture with a name for the report.
pub type Sample = (String, Vec<u8>);

/// A picture with many colours.
pub fn meadow(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 24;
        Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, noise as u8])
    })
}

/// Everything that tells something besides its pixels.
pub fn telling() -> Vec<Sample> {
    let exif = || [b"Exif\0\0".as_slice(), &tiff(1)].concat();
    let xmp = || [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), packet().as_bytes()].concat();
    let photo = |segments: &[(u8, Vec<u8>)]| with_segments(&jpeg(&meadow(320, 240)), segments);
    let motion =
        [photo(&[(0xE1, xmp())]), b"\0\0\0\x18ftypmp42".to_vec(), CANARY.into(), vec![0; 400]].concat();
    let samples: Vec<(&str, Vec<u8>)> = vec![
        ("gps, maker notes and a thumbnail", photo(&[(0xE1, exif())])),
        ("xmp", photo(&[(0xE1, xmp())])),
        ("iptc", photo(&[(0xED, iptc())])),
        ("icc", photo(&[(0xE2, [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile()].concat())])),
        ("comment", photo(&[(0xFE, CANARY.into())])),
        ("c2pa", photo(&[(0xEB, provenance())])),
        ("all of it", photo(&[(0xE1, exif()), (0xE1, xmp()), (0xED, iptc()), (0xFE, CANARY.into())])),
        ("motion photo", motion),
        ("png with text, exif, profile, time and provenance", telling_png()),
        ("webp with exif, xmp and profile", telling_webp()),
        ("gif with comment and xmp, moving", telling_gif()),
        ("gif that is a script", [telling_gif(), b"*/=1;alert('CANARY')//".to_vec()].concat()),
        ("jpeg that is a zip", [photo(&[]), b"PK\x03\x04\x14\0\0\0\0\0CANARY.txt".to_vec()].concat()),
        ("jpeg that is a page", photo(&[(0xFE, b"--><script>alert('CANARY')</script><!--".to_vec())])),
        ("png that is a page", [png(&meadow(64, 48), &[]), b"<html>CANARY</html>".to_vec()].concat()),
        ("cmyk", with_segments(&cmyk(), &[(0xE1, exif())])),
        ("sixteen bits", sixteen_bits()),
        ("holes", holes()),
    ];
    samples.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

/// What no decoder should have to bear.
pub fn hostile() -> Vec<Sample> {
    let mut samples: Vec<Sample> = telling()
        .into_iter()
        .flat_map(|(name, bytes)| {
            [3, 2].map(|part| (format!("{name}, cut at 1/{part}"), bytes[..bytes.len() / part].to_vec()))
        })
        .collect();
    let named: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("words", b"What is this?".to_vec()),
        ("a page", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec()),
        ("a tiff", tiff(1)),
        ("a bitmap", [b"BM".as_slice(), &[0; 60]].concat()),
        ("12,001 wide", flat_png(12_001, 1, 0)),
        ("12,001 high", flat_png(1, 12_001, 0)),
        ("0 wide", flat_png(0, 5, 0)),
        ("0 high", flat_png(5, 0, 0)),
        ("2,000,000,000 wide", claimed_png(2_000_000_000, 2_000_000_000, 8, 6)),
        ("more memory than there is", claimed_png(12_000, 12_000, 16, 6)),
        ("a bomb", flat_png(12_000, 12_000, 0)),
        ("a claimed jpeg", claimed_jpeg()),
        ("too many bytes", [jpeg(&meadow(32, 32)), vec![0; 15 * 1_024 * 1_024]].concat()),
    ];
    samples.extend(named.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    samples
}

/// A photo of a quarter turned picture: red above left, green above right, blue below left, as a camera stores it that
/// was held in the way that `orientation` says.
pub fn turned(orientation: u16, format: ImageFormat) -> Vec<u8> {
    let upright = corners();
    let stored = match orientation {
        1 => upright,
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate270().flipv(),
        6 => upright.rotate270(),
        7 => upright.rotate90().flipv(),
        _ => upright.rotate90(),
    };
    let stored = stored.to_rgb8();
    match format {
        ImageFormat::Jpeg => {
            let exif = [b"Exif\0\0".as_slice(), &tiff(orientation)].concat();
            with_segments(&jpeg(&stored), &[(0xE1, exif)])
        }
        ImageFormat::Png => png(&stored, &[(b"eXIf", tiff(orientation))]),
        _ => webp(&stored, &[(b"EXIF", tiff(orientation))]),
    }
}

fn corners() -> DynamicImage {
    let picture = RgbImage::from_fn(96, 64, |x, y| match (x < 48, y < 32) {
        (true, true) => Rgb([230, 20, 20]),
        (false, true) => Rgb([20, 230, 20]),
        (true, false) => Rgb([20, 20, 230]),
        (false, false) => Rgb([240, 240, 240]),
    });
    picture.into()
}

/// A photo as JPEG.
pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(picture).unwrap();
    bytes
}

/// Puts segments behind the first two bytes.
fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (marker, payload) in segments {
        bytes.extend([0xFF, *marker]);
        bytes.extend(u16::try_from(payload.len() + 2).unwrap().to_be_bytes());
        bytes.extend(payload);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

/// What a camera writes: who made it, which way it was held, where and when, notes of its maker, a small picture.
fn tiff(orientation: u16) -> Vec<u8> {
    let ascii = |text: &str| [text.as_bytes(), b"\0"].concat();
    let thumbnail = jpeg(&meadow(16, 16));
    let mut file = Tiff::default();
    let exif = file.directory(
        &[
            (0x9003, 2, ascii("2019:03:04 05:06:07")),
            (0x927C, 7, format!("{CANARY} maker note").into_bytes()),
        ],
        0,
    );
    let place: Vec<u8> = [40_u32, 1, 26, 1, 46, 1].into_iter().flat_map(u32::to_le_bytes).collect();
    let gps =
        file.directory(&[(1, 2, ascii("N")), (2, 5, place.clone()), (3, 2, ascii("W")), (4, 5, place)], 0);
    let at = file.keep(&thumbnail);
    let length = u32::try_from(thumbnail.len()).unwrap();
    let small = file
        .directory(&[(0x0201, 4, at.to_le_bytes().to_vec()), (0x0202, 4, length.to_le_bytes().to_vec())], 0);
    let first = file.directory(
        &[
            (0x010E, 2, ascii(CANARY)),
            (0x010F, 2, ascii("CANARY Cameras")),
            (0x0112, 3, orientation.to_le_bytes().to_vec()),
            (0x8769, 4, exif.to_le_bytes().to_vec()),
            (0x8825, 4, gps.to_le_bytes().to_vec()),
        ],
        small,
    );
    [b"II*\0".as_slice(), &first.to_le_bytes(), &file.body].concat()
}

/// The body of a TIFF file, which begins at its eighth byte.
#[derive(Default)]
struct Tiff {
    body: Vec<u8>,
}

impl Tiff {
    fn keep(&mut self, bytes: &[u8]) -> u32 {
        let at = u32::try_from(8 + self.body.len()).unwrap();
        self.body.extend(bytes);
        self.body.resize(self.body.len().next_multiple_of(2), 0);
        at
    }

    fn directory(&mut self, entries: &[(u16, u16, Vec<u8>)], next: u32) -> u32 {
        let mut written = u16::try_from(entries.len()).unwrap().to_le_bytes().to_vec();
        for (tag, kind, value) in entries {
            let size = match kind {
                3 => 2,
                4 => 4,
                5 => 8,
                _ => 1,
            };
            written.extend(tag.to_le_bytes());
            written.extend(kind.to_le_bytes());
            written.extend(u32::try_from(value.len() / size).unwrap().to_le_bytes());
            let mut place =
                if value.len() > 4 { self.keep(value).to_le_bytes().to_vec() } else { value.clone() };
            place.resize(4, 0);
            written.extend(place);
        }
        written.extend(next.to_le_bytes());
        self.keep(&written)
    }
}

fn packet() -> String {
    format!(
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>\
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' \
         xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' photoshop:City='{CANARY}'/></rdf:RDF></x:xmpmeta>\
         <?xpacket end='w'?>"
    )
}

fn iptc() -> Vec<u8> {
    let said = [b"\x1c\x02\x5a\0\x06".as_slice(), CANARY.as_bytes()].concat();
    let length = u32::try_from(said.len()).unwrap().to_be_bytes();
    let padding = vec![0; said.len() % 2];
    [b"Photoshop 3.0\08BIM\x04\x04\0\0".as_slice(), &length, &said, &padding].concat()
}

/// A colour profile with nothing but a copyright.
fn profile() -> Vec<u8> {
    let text = [b"text\0\0\0\0".as_slice(), CANARY.as_bytes(), b"\0\0"].concat();
    let mut bytes = vec![0; 128];
    bytes[12..24].copy_from_slice(b"mntrRGB XYZ ");
    bytes[36..40].copy_from_slice(b"acsp");
    bytes.extend([0, 0, 0, 1]);
    bytes.extend(b"cprt");
    bytes.extend(144_u32.to_be_bytes());
    bytes.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
    bytes.extend(text);
    let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    bytes[..4].copy_from_slice(&length);
    bytes
}

/// A box that says who made a picture with what.
fn provenance() -> Vec<u8> {
    let described =
        [b"jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03".as_slice(), CANARY.as_bytes(), b"\0"].concat();
    let described =
        [&u32::try_from(described.len() + 4).unwrap().to_be_bytes(), described.as_slice()].concat();
    let whole = u32::try_from(described.len() + 8).unwrap().to_be_bytes();
    [b"JP\0\x01\0\0\0\x01".as_slice(), &whole, b"jumb", &described].concat()
}

/// A picture as PNG, with chunks behind its header.
pub fn png(picture: &RgbImage, chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::from(picture.clone()).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    with_chunks(&bytes, chunks)
}

fn with_chunks(png: &[u8], chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    const HEADER: usize = 8 + 25;
    let added: Vec<u8> = chunks.iter().flat_map(|(kind, payload)| chunk(kind, payload)).collect();
    [&png[..HEADER], &added, &png[HEADER..]].concat()
}

fn chunk(kind: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let mut check = flate2::Crc::new();
    check.update(kind);
    check.update(payload);
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [length.as_slice(), kind, payload, &check.sum().to_be_bytes()].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn telling_png() -> Vec<u8> {
    let international = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), packet().as_bytes()].concat();
    png(
        &meadow(320, 240),
        &[
            (b"iCCP", [b"CANARY\0\0".as_slice(), &deflated(&profile())].concat()),
            (b"tEXt", b"Author\0CANARY".to_vec()),
            (b"zTXt", [b"Comment\0\0".as_slice(), &deflated(CANARY.as_bytes())].concat()),
            (b"iTXt", international),
            (b"eXIf", tiff(1)),
            (b"tIME", vec![7, 227, 3, 4, 5, 6, 7]),
            (b"caBX", provenance()[8..].to_vec()),
        ],
    )
}

fn webp(picture: &RgbImage, chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut plain = Vec::new();
    let (width, height) = picture.dimensions();
    WebPEncoder::new_lossless(&mut plain)
        .write_image(picture.as_raw(), width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    let part = |kind: &[u8], payload: &[u8]| {
        let length = u32::try_from(payload.len()).unwrap().to_le_bytes();
        [kind, &length, payload, &vec![0; payload.len() % 2]].concat()
    };
    let has = |kind: &[u8; 4]| chunks.iter().any(|(other, _)| *other == kind);
    let flags = u8::from(has(b"ICCP")) << 5 | u8::from(has(b"EXIF")) << 3 | u8::from(has(b"XMP ")) << 2;
    let side = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
    let header = [vec![flags, 0, 0, 0], side(width), side(height)].concat();
    let mut body = [b"WEBP".as_slice(), &part(b"VP8X", &header)].concat();
    let (before, after): (Vec<_>, Vec<_>) = chunks.iter().partition(|(kind, _)| *kind == b"ICCP");
    before.iter().for_each(|(kind, payload)| body.extend(part(*kind, payload)));
    body.extend(&plain[12..]);
    after.iter().for_each(|(kind, payload)| body.extend(part(*kind, payload)));
    [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn telling_webp() -> Vec<u8> {
    let chunks = [(b"ICCP", profile()), (b"EXIF", tiff(1)), (b"XMP ", packet().into_bytes())];
    webp(&meadow(320, 240), &chunks)
}

fn telling_gif() -> Vec<u8> {
    let mut bytes = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        for blue in [40, 200] {
            let frame = RgbaImage::from_pixel(40, 30, Rgba([200, 90, blue, 255]));
            encoder.encode_frame(image::Frame::new(frame)).unwrap();
        }
    }
    let table = if bytes[10] & 0x80 == 0 { 0 } else { 3 << ((bytes[10] & 7) + 1) };
    let comment = [b"\x21\xFE\x06".as_slice(), CANARY.as_bytes(), b"\0"].concat();
    let trailer: Vec<u8> = (0..=255_u8).rev().collect();
    let xmp = [b"\x21\xFF\x0BXMP DataXMP".as_slice(), packet().as_bytes(), b"\x01", &trailer, b"\0"].concat();
    [&bytes[..13 + table], &comment, &xmp, &bytes[13 + table..]].concat()
}

/// Eight by eight pixels in the colours of a printer.
fn cmyk() -> Vec<u8> {
    let adobe = b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\0".as_slice();
    let quantisation = [b"\xFF\xDB\0\x43\0".as_slice(), &[1; 64]].concat();
    let frame = b"\xFF\xC0\0\x14\x08\0\x08\0\x08\x04\x01\x11\0\x02\x11\0\x03\x11\0\x04\x11\0".as_slice();
    let codes = |class: u8| {
        let mut table = vec![0xFF, 0xC4, 0, 20, class, 1];
        table.extend([0; 16]);
        table
    };
    let scan = b"\xFF\xDA\0\x0E\x04\x01\0\x02\0\x03\0\x04\0\0\x3F\0\0\xFF\xD9".as_slice();
    [b"\xFF\xD8", adobe, &quantisation, frame, &codes(0x00), &codes(0x10), scan].concat()
}

fn sixteen_bits() -> Vec<u8> {
    let picture: ImageBuffer<Rgb<u16>, Vec<u16>> = ImageBuffer::from_fn(64, 48, |x, y| {
        Rgb([(x * 1_000) as u16, (y * 1_300) as u16, (x * y * 20) as u16])
    });
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb16(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    with_chunks(&bytes, &[(b"tEXt", b"Author\0CANARY".to_vec())])
}

fn holes() -> Vec<u8> {
    let picture = RgbaImage::from_fn(64, 48, |x, y| Rgba([200, 90, 40, (x * 4 % 256).min(y * 5) as u8]));
    let mut bytes = Vec::new();
    DynamicImage::ImageRgba8(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    with_chunks(&bytes, &[(b"tEXt", b"Author\0CANARY".to_vec())])
}

/// A grey picture of one bit a pixel.
pub fn flat_png(width: u32, height: u32, grey: u8) -> Vec<u8> {
    let line = width.div_ceil(8) as usize + 1;
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::fast());
    let mut row = vec![grey; line];
    row[0] = 0;
    (0..height).for_each(|_| rows.write_all(&row).unwrap());
    written_png(width, height, 1, 0, &rows.finish().unwrap())
}

/// A header that promises much, and little behind it.
fn claimed_png(width: u32, height: u32, depth: u8, colours: u8) -> Vec<u8> {
    written_png(width, height, depth, colours, &deflated(&[0; 4_096]))
}

fn written_png(width: u32, height: u32, depth: u8, colours: u8, rows: &[u8]) -> Vec<u8> {
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[depth, colours, 0, 0, 0]].concat();
    let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", rows), chunk(b"IEND", &[])];
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()
}

/// A small photo that says it is 65,535 pixels wide and high.
fn claimed_jpeg() -> Vec<u8> {
    let mut bytes = jpeg(&meadow(32, 32));
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 9].fill(0xFF);
    bytes
}
