/**
 * How large a picture says it is, read from its head: a few octets may claim a picture of gigabytes, and a
 * decoder would believe them. Formats: PNG §11.2.2, GIF89a §18, WebP container, JPEG (ITU-T T.81 §B.2.2).
 */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size of a picture in pixels; undefined if it is none of these formats. */
export function pictureSize(octets: Uint8Array): PictureSize | undefined {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const text = (at: number, length: number): string => String.fromCharCode(...octets.subarray(at, at + length));
  if (octets.length < 30) return undefined;
  if (text(1, 3) === 'PNG') return { width: view.getUint32(16), height: view.getUint32(20) };
  if (text(0, 3) === 'GIF') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return webpSize(view, text(12, 4));
  return view.getUint16(0) === 0xffd8 ? jpegSize(view) : undefined;
}

function webpSize(view: DataView, kind: string): PictureSize | undefined {
  switch (kind) {
    case 'VP8X': {
      const [width, height] = [24, 27].map((at) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16));
      return { width: width ?? 0, height: height ?? 0 };
    }
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return undefined;
  }
}

function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; at + 9 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker < 0xff01) return undefined;
    // A frame header; the others of this row are tables.
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return undefined;
}
