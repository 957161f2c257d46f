import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { pngOf } from './png.ts';

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  return { ...real, readFile: vi.fn<typeof real.readFile>(real.readFile) };
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';

test('a picture after one that could not be drawn, for want of files to open, is drawn', async () => {
  vi.mocked(readFile).mockRejectedValueOnce(new Error('EMFILE: too many open files'));
  await expect(pngOf(svg)).rejects.toThrow('EMFILE');
  const png = await pngOf(svg);
  // The signature of the PNG specification, 5.2.
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
});
