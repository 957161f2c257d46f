import { say, type Said, verbatim } from '../text/say.ts';
import type { Container } from './containers.ts';
import type { RunEnd } from './runs.ts';

/** Signals by which the kernel or somebody ends a process; a shell and Docker report 128 plus the number. */
const SIGNALS: Readonly<Record<number, Said>> = {
  1: verbatim('SIGHUP'),
  2: verbatim('SIGINT'),
  3: verbatim('SIGQUIT'),
  4: say`SIGILL: an instruction that this processor does not have`,
  6: say`SIGABRT: it aborted itself; its last words may say why`,
  7: say`SIGBUS: memory behind the end of a mapped file, or a disk error`,
  8: say`SIGFPE: a calculation that has no result`,
  9: verbatim('SIGKILL'),
  11: say`SIGSEGV: it reached for memory that is not its own`,
  13: say`SIGPIPE: nobody read what it wrote`,
  15: verbatim('SIGTERM'),
};

/**
 * The last byte of the .NET host's own error codes.
 * Source: dotnet/runtime, docs/design/features/host-error-codes.md (0x80008083, 8c, 91, 93, 96).
 */
const DOTNET: Readonly<Record<number, Said>> = {
  131: say`.NET finds no hostfxr library in the image`,
  140: say`.NET cannot resolve the files that the application’s deps.json names`,
  145: say`.NET does not find the application’s dll`,
  147: say`.NET cannot read the application’s runtimeconfig.json`,
  150: say`.NET finds no framework in the image that fits the application`,
};

/**
 * What the exit code of a container's last run means, in the light of what Docker knows of that end; undefined where the
 * number alone says no more than that the application was not content.
 */
export function exitMeaning(container: Container, end: RunEnd | undefined): Said | undefined {
  const { state } = container.inspect;
  const code = end === undefined ? state.exitCode : end.exitCode;
  if (code === undefined) return undefined;
  if (state.error !== '') return say`Docker could not start it`;
  switch (code) {
    case 0:
      return say`its main process finished without an error`;
    case 125:
      return say`Docker itself failed to run it`;
    case 126:
      return say`its command is there and cannot be executed`;
    case 127:
      return say`its command was not found in the image`;
    case 128:
      return say`Docker could not set up its network, ports or user`;
    case 137:
      return killed(container, end);
    case 143:
      return end?.stopped === true
        ? say`it ended on SIGTERM, as whoever stopped it wanted`
        : end?.signal === 15
          ? say`it was ended by SIGTERM, which somebody had Docker send`
          : say`it was ended by SIGTERM`;
    case 255:
      return say`an error without a better number, or an end together with the daemon or the host`;
    default:
      return ofDotnet(container, code) ?? bySignal(code);
  }
}

function killed({ inspect: { state, hostConfig } }: Container, end: RunEnd | undefined): Said {
  if (state.oomKilled) {
    return hostConfig.memory > 0
      ? say`the kernel killed it: it used more memory than its limit of ${mebibytes(hostConfig.memory)}`
      : say`the kernel killed it for lack of memory`;
  }
  if (end?.stopped === true) {
    return say`somebody stopped it, and it was killed because it did not end in time; no lack of memory`;
  }
  return end?.signal === 9
    ? say`somebody had Docker kill it; no lack of memory`
    : say`it was killed (SIGKILL); Docker knows of no memory limit that was reached`;
}

function ofDotnet({ inspect }: Container, code: number): Said | undefined {
  const { path, config, image } = inspect;
  const runsDotnet = /(?:^|\/)dotnet$/.test(path) || config.env['DOTNET_VERSION'] !== undefined;
  return runsDotnet || /dotnet|aspnet/i.test(image) ? DOTNET[code] : undefined;
}

function bySignal(code: number): Said | undefined {
  const signal = SIGNALS[code - 128];
  return signal === undefined ? undefined : say`it was ended by ${signal}`;
}

function mebibytes(bytes: number): string {
  const mib = bytes / 1024 / 1024;
  return mib >= 1024 ? `${Number((mib / 1024).toFixed(1))} GiB` : `${Number(mib.toFixed(1))} MiB`;
}
