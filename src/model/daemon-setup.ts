import type { DaemonJson } from '../facts/daemon-json.ts';
import type { SysconfigFile } from '../facts/docker-sysconfig.ts';
import type { UnitFile } from '../facts/docker-unit-files.ts';
import { valueOr } from './known.ts';
import type { Known } from './known.ts';
import { known } from './known.ts';
import type { ParsedFacts } from './parsed-facts.ts';

/** With what the daemon is started the next time, and where each setting is written. */
export interface DaemonSetup {
  /** Of ExecStart, variables filled in. */
  readonly flags: readonly DaemonFlag[];
  /** The program that ExecStart names, with the file that does. */
  readonly program?: { readonly path: string; readonly writtenIn: string };
  /** The top-level keys of daemon.json; undefined where it is missing, denied or broken. */
  readonly file?: Readonly<Record<string, unknown>>;
  readonly filePath: string;
}

export interface DaemonFlag {
  /** As daemon.json would call it: `hosts` for `-H`. */
  readonly name: string;
  /** As it is written: `-H`, `--storage-driver`. */
  readonly written: string;
  readonly value: string;
  /** The unit, drop-in or settings file. */
  readonly writtenIn: string;
}

export function daemonSetupOf(facts: ParsedFacts): Known<DaemonSetup> {
  const files = valueOr(facts.get('docker-unit-files'), []);
  const json: Known<DaemonJson> = facts.get('daemon-json');
  const { path, content } = valueOr(json, {
    path: '/etc/docker/daemon.json',
    text: '',
    content: { kind: 'missing' as const },
  });
  const command = execStart(files);
  const words =
    command === undefined ? [] : filledIn(command, files, valueOr(facts.get('docker-sysconfig'), []));
  const [program, ...rest] = words;
  return known({
    flags: flagsIn(rest),
    ...(program !== undefined && {
      program: { path: program.text.replace(/^[-@:+!]+/, ''), writtenIn: program.writtenIn },
    }),
    ...(content.kind === 'object' && { file: content.value }),
    filePath: path,
  });
}

interface Word {
  readonly text: string;
  readonly writtenIn: string;
}

/** The last one counts; an empty one takes back all before it. */
function execStart(files: readonly UnitFile[]): Word | undefined {
  return files
    .filter(({ path }) => !path.includes('.socket'))
    .flatMap(({ path, settings }) =>
      settings
        .filter(({ section, key }) => section === 'Service' && key === 'ExecStart')
        .map(({ value: text }) => ({ text, writtenIn: path })),
    )
    .findLast(({ text }) => text !== '');
}

/** `$OPTIONS` is split at spaces, as systemd does it; a variable that nobody sets is nothing. */
function filledIn(
  command: Word,
  files: readonly UnitFile[],
  settings: readonly SysconfigFile[],
): readonly Word[] {
  const variables = new Map<string, Word>();
  for (const { path, settings: lines } of files) {
    for (const { key, value } of lines) {
      if (key === 'Environment') {
        for (const [, quoted, plain] of value.matchAll(/"([^"]*)"|(\S+)/g)) {
          const [, name, text = ''] = /^(\w+)=(.*)$/.exec(quoted ?? plain ?? '') ?? [];
          if (name !== undefined) variables.set(name, { text, writtenIn: path });
        }
      }
      if (key === 'EnvironmentFile') {
        const file = settings.find((one) => one.path === value.replace(/^-/, ''));
        for (const [name, text] of Object.entries(file?.variables ?? {})) {
          variables.set(name, { text, writtenIn: file?.path ?? path });
        }
      }
    }
  }
  return split(command.text).flatMap((text) => {
    const name = /^\$\{?(\w+)\}?$/.exec(text)?.[1];
    if (name === undefined) return [{ text, writtenIn: command.writtenIn }];
    const found = variables.get(name);
    return found === undefined
      ? []
      : split(found.text).map((word) => ({ text: word, writtenIn: found.writtenIn }));
  });
}

const split = (text: string): string[] =>
  [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ''));

const SHORT: Readonly<Record<string, string>> = {
  H: 'hosts',
  D: 'debug',
  s: 'storage-driver',
  g: 'graph',
  b: 'bridge',
  l: 'log-level',
  p: 'pidfile',
  G: 'group',
};

/** Flags that may be given several times have a plural in daemon.json. */
const PLURAL: Readonly<Record<string, string>> = {
  host: 'hosts',
  'log-opt': 'log-opts',
  'storage-opt': 'storage-opts',
  'exec-opt': 'exec-opts',
  'dns-opt': 'dns-opts',
  label: 'labels',
  'insecure-registry': 'insecure-registries',
  'registry-mirror': 'registry-mirrors',
  'authorization-plugin': 'authorization-plugins',
  'default-ulimit': 'default-ulimits',
  'cluster-store-opt': 'cluster-store-opts',
  'default-address-pool': 'default-address-pools',
  'node-generic-resource': 'node-generic-resources',
  feature: 'features',
};

/** Flags that stand alone: what follows them is not their value. */
const SWITCHES = new Set(
  (
    'debug selinux-enabled live-restore icc iptables ip6tables ipv6 ip-forward ip-masq userland-proxy tls tlsverify ' +
    'experimental init no-new-privileges raw-logs disable-legacy-registry rootless validate'
  ).split(' '),
);

function flagsIn(words: readonly Word[]): readonly DaemonFlag[] {
  const flags: DaemonFlag[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const { text, writtenIn } = words[index] ?? { text: '', writtenIn: '' };
    const [, long, longValue] = /^--([\w-]+)(?:=(.*))?$/.exec(text) ?? [];
    const [, short, shortValue] = /^-(\w)(?:=?(.+))?$/.exec(text) ?? [];
    const given = long ?? (short === undefined ? undefined : SHORT[short]);
    if (given === undefined) continue;
    const name = PLURAL[given] ?? given;
    const attached = longValue ?? shortValue;
    const alone = SWITCHES.has(name);
    const next = alone || attached !== undefined ? undefined : words[index + 1]?.text;
    if (next !== undefined) index += 1;
    flags.push({
      name,
      written: long === undefined ? `-${short}` : `--${long}`,
      value: attached ?? next ?? 'true',
      writtenIn,
    });
  }
  return flags;
}
