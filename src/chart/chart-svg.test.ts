import { describe, expect, it } from 'vitest';
import { digestOf, hostile } from '../../test/support/digests.ts';
import { pictureSize } from '../workspace/web-api/picture-size.ts';
import { chartSvg } from './chart-svg.ts';
import { pngOf } from './png.ts';

const { chart } = digestOf();
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('the picture of a digest', () => {
  it('names the days as the clocks there have them, the sites once, and their hosts below them', () => {
    expect(texts(chartSvg(chart, 'Asia/Shanghai'))).toEqual([
      ...[17, 18, 19, 20, 21, 22, 23].map((day) => `11-${day}`),
      'hangzhou',
      'hz-db',
      'hz-shop',
      'bastion',
    ]);
  });

  it('ends with a dot behind what is still so, and with none behind what is over', () => {
    const dots = (rows: typeof chart.rows) => chartSvg({ ...chart, rows }, 'UTC').match(/<circle/g)?.length;
    expect(dots(chart.rows)).toBe(2);
    expect(dots(chart.rows.slice(0, 1))).toBeUndefined();
  });

  it('shows minutes within a week, and nothing beyond its edges', () => {
    const svg = chartSvg(chart, 'UTC');
    const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, width]) => ({
      x: Number(x),
      end: Number(x) + Number(width),
    }));
    expect(bars).toHaveLength(3);
    for (const { x, end } of bars) {
      expect(end - x).toBeGreaterThanOrEqual(4);
      expect(end).toBeLessThanOrEqual(476);
    }
  });

  it('takes a name for a name', () => {
    const rows = chart.rows.map((row) => ({ ...row, host: hostile.slice(0, 14), site: hostile }));
    const svg = chartSvg({ ...chart, rows }, 'UTC');
    expect(svg).not.toMatch(/<!|<img|\p{Cc}(?<!\n)/u);
  });

  it('is a PNG of twice its size, with letters in it', async () => {
    const drawn = await pngOf(chartSvg(chart, 'UTC'));
    expect(pictureSize(drawn)?.[0]).toBe(1_040);
    const nameless = await pngOf(
      chartSvg({ ...chart, rows: chart.rows.map((row) => ({ ...row, host: '' })) }, 'UTC'),
    );
    expect(drawn.byteLength).toBeGreaterThan(nameless.byteLength + 500);
  });

  it('draws two at once as it draws one', async () => {
    const svg = chartSvg(chart, 'UTC');
    const [one, other] = await Promise.all([pngOf(svg), pngOf(svg)]);
    expect(Buffer.from(one).equals(other)).toBe(true);
  });
});
