import type { Container } from './containers.ts';
import type { RunEnd } from './runs.ts';

/** Signals by which the kernel or somebody ends a process; a shell and Docker report 128 plus the number. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL: an instruction that this processor does not have',
  6: 'SIGABRT: it aborted itself; its last words may say why',
  7: 'SIGBUS: memory behind the end of a mapped file, or a disk error',
  8: 'SIGFPE: a calculation that has no result',
  9: 'SIGKILL',
  11: 'SIGSEGV: it reached for memory that is not its own',
  13: 'SIGPIPE: nobody read what it wrote',
  15: 'SIGTERM',
};

/**
 * The last byte of the .NET host's own error codes.
 * Source: dotnet/runtime, docs/design/features/host-error-codes.md (0x80008083, 8c, 91, 93, 96).
 */
const DOTNET: Readonly<Record<number, string>> = {
  131: '.NET finds no hostfxr library in the image',
  140: '.NET cannot resolve the files that the application’s deps.json names',
  145: '.NET does not find the application’s dll',
  147: '.NET cannot read the application’s runtimeconfig.json',
  150: '.NET finds no framework in the image that fits the application',
};

/**
 * What the exit code of a container's last run means, in the light of what Docker knows of that end; undefined where the
 * number alone says no more than that the application was not content.
 */
export function exitMeaning(container: Container, end: RunEnd | undefined): string | undefined {
  const { state } = container.inspect;
  const code = end === undefined ? state.exitCode : end.exitCode;
  if (code === undefined) return undefined;
  if (state.error !== '') return 'Docker could not start it';
  switch (code) {
    case 0:
      return 'its main process finished without an error';
    case 125:
      return 'Docker itself failed to run it';
    case 126:
      return 'its command is there and cannot be executed';
    case 127:
      return 'its command was not found in the image';
    case 128:
      return 'Docker could not set up its network, ports or user';
    case 137:
      return killed(container, end);
    case 143:
      return end?.stopped === true
        ? 'it ended on SIGTERM, as whoever stopped it wanted'
        : `it was ended by SIGTERM${end?.signal === 15 ? ', which somebody had Docker send' : ''}`;
    case 255:
      return 'an error without a better number, or an end together with the daemon or the host';
    default:
      return ofDotnet(container, code) ?? bySignal(code);
  }
}

function killed({ inspect: { state, hostConfig } }: Container, end: RunEnd | undefined): string {
  if (state.oomKilled) {
    return hostConfig.memory > 0
      ? `the kernel killed it: it used more memory than its limit of ${mebibytes(hostConfig.memory)}`
      : 'the kernel killed it for lack of memory';
  }
  if (end?.stopped === true) {
    return 'somebody stopped it, and it was killed because it did not end in time; no lack of memory';
  }
  return end?.signal === 9
    ? 'somebody had Docker kill it; no lack of memory'
    : 'it was killed (SIGKILL); Docker knows of no memory limit that was reached';
}

function ofDotnet({ inspect }: Container, code: number): string | undefined {
  const { path, config, image } = inspect;
  const runsDotnet = /(?:^|\/)dotnet$/.test(path) || config.env['DOTNET_VERSION'] !== undefined;
  return runsDotnet || /dotnet|aspnet/i.test(image) ? DOTNET[code] : undefined;
}

function bySignal(code: number): string | undefined {
  const signal = SIGNALS[code - 128];
  return signal === undefined ? undefined : `it was ended by ${signal}`;
}

function mebibytes(bytes: number): string {
  const mib = bytes / 1024 / 1024;
  return mib >= 1024 ? `${Number((mib / 1024).toFixed(1))} GiB` : `${Number(mib.toFixed(1))} MiB`;
}
