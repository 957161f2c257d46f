import type { LogLine } from '../../facts/docker-logs.ts';
import { say, type Sayable } from '../../text/say.ts';

/** What the .NET host says before it gives up. */
export interface FrameworkError {
  readonly framework: string;
  readonly version: string;
  /** Versions of that framework that are there; empty: none at all. */
  readonly found: readonly string[];
  /** Its image is made of alpine, as the runtime says itself: `rid=linux-musl-x64&os=alpine.3.18`; before 8 `rid=alpine.3.12-x64`. */
  readonly isMusl: boolean;
  /** The deciding lines. */
  readonly lines: readonly LogLine[];
}

/**
 *     It was not possible to find any compatible framework version                                  (2.x to 5)
 *     The specified framework 'Microsoft.AspNetCore.App', version '2.1.1' was not found.            (to 2.2)
 *     The framework 'Microsoft.AspNetCore.App', version '5.0.0' was not found.                      (3 to 5)
 *     You must install or update .NET to run this application.                                      (6 and later)
 *     Framework: 'Microsoft.AspNetCore.App', version '8.0.0' (x64)
 *
 * followed by `No frameworks were found.`, or a list of those that are there: `2.1.0 at [/usr/share/dotnet/shared/…]`.
 * Source: dotnet/runtime, src/native/corehost (fx_resolver.messages.cpp), and the issues dotnet-docker#516, #529.
 */
const MISSING = [
  /The specified framework '(?<framework>[\w.]+)', version '(?<version>[^']+)' was not found/,
  /The framework '(?<framework>[\w.]+)', version '(?<version>[^']+)'(?: \([^)]*\))? was not found/,
  /^\s*Framework: '(?<framework>[\w.]+)', version '(?<version>[^']+)'/,
];

const FOUND = /^\s*(?<version>\d+\.\d+\.\S+) at \[(?<place>[^\]]+)\]/;

export function readFrameworkError(lines: readonly LogLine[]): FrameworkError | undefined {
  const at = lines.findLastIndex(({ text }) => MISSING.some((pattern) => pattern.test(text)));
  const line = lines[at];
  if (line === undefined) return undefined;
  const groups = MISSING.map((pattern) => pattern.exec(line.text)?.groups).find((one) => one !== undefined);
  const framework = groups?.['framework'] ?? '';
  const version = groups?.['version'] ?? '';
  // Before 6 the sentence is self-contained; from 6 on the line counts only under its headline.
  const before = lines.slice(Math.max(0, at - 6), at);
  const headline = before.find(({ text }) =>
    /You must install or update \.NET|not possible to find any compatible framework/.test(text),
  );
  if (/^\s*Framework:/.test(line.text) && headline === undefined) return undefined;
  const after = lines.slice(at + 1, at + 14);
  const found = after.flatMap(({ text }) => {
    const match = FOUND.exec(text)?.groups;
    return match?.['place']?.includes(framework) === true && match['version'] !== undefined
      ? [match['version']]
      : [];
  });
  const isMusl = lines
    .slice(at + 1, at + 20)
    .some(({ text }) => /[?&](?:rid|os)=(?:alpine|linux-musl)/.test(text));
  const none = after.find(({ text }) => /No frameworks were found/.test(text));
  return {
    framework,
    version,
    found,
    isMusl,
    lines: [headline, line, none].filter((one) => one !== undefined),
  };
}

/** 2.1.1 → 2.1 */
export function bandOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** The official image that holds the framework. */
export interface BaseImage {
  readonly tag: string;
  /** What Docker Hub had it under, of an image that is made of one from there. */
  readonly former?: string;
}

/**
 * Of the band that the application asks for. Source: dotnet-docker's issues 2375 (mcr.microsoft.com/dotnet/core to 3.1,
 * mcr.microsoft.com/dotnet from 5.0) and 3052 (microsoft/dotnet is gone from Docker Hub since August 2021).
 */
export function baseImageFor({ framework, version, isMusl }: FrameworkError, image: string): BaseImage {
  const band = bandOf(version);
  const flavour = framework.startsWith('Microsoft.AspNetCore') ? 'aspnet' : 'runtime';
  const alpine = isMusl || /alpine/.test(image) ? '-alpine' : '';
  const core = Number(version.split('.')[0]) < 5 ? '/core' : '';
  const tag = `mcr.microsoft.com/dotnet${core}/${flavour}:${band}${alpine}`;
  if (!/^(?:docker\.io\/)?microsoft\/dotnet\b/.test(image)) return { tag };
  return {
    tag,
    former: `microsoft/dotnet:${band}-${flavour === 'aspnet' ? 'aspnetcore-runtime' : 'runtime'}${alpine}`,
  };
}

/** For the end of a sentence that names the tag. */
export function formerName({ former }: BaseImage): Sayable {
  return former === undefined ? '' : say` (${former}, as long as Docker Hub had it)`;
}
