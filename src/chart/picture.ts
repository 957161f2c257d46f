import type { DigestFacts } from '../report/digest.ts';
import { chartSvg } from './chart-svg.ts';
import { pngOf } from './png.ts';

/** What a digest shows, as a PNG; undefined where there is nothing to see. */
export async function pictureOf({ chart, zone }: DigestFacts): Promise<Uint8Array | undefined> {
  return chart.rows.length === 0 ? undefined : pngOf(chartSvg(chart, zone));
}
