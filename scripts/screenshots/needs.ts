import { spawnSync } from 'node:child_process';
import { chromiumPath } from '../../test/support/chromium.ts';

/** What pictures are made with, and the Debian package that brings it. Without the fonts Chinese would be a row of boxes. */
const needs: readonly { readonly package: string; readonly isHere: () => boolean }[] = [
  { package: 'chromium', isHere: () => chromiumPath !== undefined },
  { package: 'fonts-noto-cjk', isHere: () => says('fc-list', ':lang=zh-cn', 'family').includes('CJK SC') },
  { package: 'fonts-inter', isHere: () => says('fc-list', 'Inter', 'family') !== '' },
  { package: 'pngquant', isHere: () => says('pngquant', '--version') !== '' },
];

/** The packages that are missing here. */
export const missingPackages = (): readonly string[] =>
  needs.filter(({ isHere }) => !isHere()).map((need) => need.package);

/** What a program prints; nothing where it is not installed. */
const says = (program: string, ...args: readonly string[]): string =>
  spawnSync(program, args, { encoding: 'utf8' }).stdout ?? '';
