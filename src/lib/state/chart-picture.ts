import type { DrawChart } from '../charts/draw.ts';
import { standaloneSize, standaloneSvg, type ChartFrame } from '../charts/standalone.ts';
import type { Picture } from '../export/docx.ts';

/** Pixels of a picture for each pixel of the page: sharp on paper. */
const SCALE = 3;

export type FrameWords = Omit<ChartFrame, 'width' | 'height'>;

/** A chart with its title and notes as SVG text, drawn for `width` pixels. */
export async function chartSvg(draw: DrawChart, width: number, words: FrameWords) {
  const Plot = await import('@observablehq/plot');
  const svg = Plot.plot({ ...draw(Plot, width) });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const height = Number(svg.getAttribute('height'));
  const frame = { ...words, width, height };
  return { svg: standaloneSvg(new XMLSerializer().serializeToString(svg), frame), ...standaloneSize(frame) };
}

/** The same as PNG, painted by the browser; rejects where it cannot. */
export async function chartPicture(draw: DrawChart, width: number, words: FrameWords): Promise<Picture> {
  const { svg, ...size } = await chartSvg(draw, width, words);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = size.width * SCALE;
  canvas.height = size.height * SCALE;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('the picture could not be painted');
  return { png: new Uint8Array(await blob.arrayBuffer()), ...size };
}
