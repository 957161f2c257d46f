import type { LabCase, Question } from '../../case.ts';
import type { LabHost } from '../../lab.ts';
import type { Random } from '../../random.ts';

import { image } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

export type Proof = readonly [argv: readonly string[], says: RegExp];

/** What is known of the container before it fails. */
export interface Place {
  readonly name: string;
  readonly port: number;
  /** `no`, `always`…; a loop is caught in any of its phases. */
  readonly restart: string;
}

export interface Failing {
  readonly drawn: string;
  /** Brings the container to its end. */
  arrange(host: LabHost): Promise<void>;
  /** That it ended for that reason, as Docker tells. */
  readonly proof?: Proof;
  readonly mentions?: Question['mentions'];
  /** The container's port answers all the same. */
  readonly answers?: boolean;
  /** Asked for by name or port alone: nobody misses it otherwise. */
  readonly sweep?: 'healthy';
}

interface Kind {
  readonly id: string;
  readonly cause: string;
  readonly title: string;
  readonly restarts?: readonly [string, ...string[]];
  readonly make: (random: Random, place: Place) => Failing;
}

/** A container that publishes a port and does not run as it should; asked about in all three ways. */
export function failing({
  id,
  cause,
  title,
  restarts = ['no', 'always', 'on-failure:2'],
  make,
}: Kind): LabCase {
  return {
    id,
    cause,
    title,
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const restart = random.pick(restarts);
      const made = make(random, { name, port, restart });
      const right = { verdict: 'faulty', cause, about: [name] } as const;
      const mentions = made.mentions ? { mentions: made.mentions } : {};
      return {
        drawn: `${name} published at ${port}, restart ${restart}, ${made.drawn}, ${herring.what}`,
        boot: vpc,
        restless: restart !== 'no' || made.answers === true,
        async arrange(host) {
          await made.arrange(host);
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, port, made.answers ? 'answers' : 'refused');
          if (made.proof) await expectOutput(host, ...made.proof);
        },
        questions: [
          { target: name, ...right, ...mentions },
          ...(made.answers ? [] : [{ target: String(port), ...right }]),
          made.sweep === 'healthy' ? { verdict: 'healthy' } : { ...right, ...mentions },
        ],
      };
    },
  };
}

interface Run {
  readonly tag: string;
  readonly listens?: number;
  readonly extra?: readonly string[];
  readonly command?: readonly string[];
}

/** `docker run -d`, whether or not Docker can start it. */
export async function runAnyhow(host: LabHost, { name, port, restart }: Place, run: Run): Promise<void> {
  const options = ['--name', name, '--restart', restart, '-p', `${port}:${run.listens ?? 8080}`];
  await host.run(['docker', 'run', '-d', ...options, ...(run.extra ?? []), run.tag, ...(run.command ?? [])]);
}

interface Words {
  /** What the program prints, word for word, and how it ends. */
  readonly text: string;
  readonly code: number;
  readonly mentions?: Question['mentions'];
  /** The program is called so. */
  readonly entrypoint?: readonly [string, ...string[]];
}

/** A program that prints what a real one printed and ends as that did; Docker, log and exit code are real. */
export function lastWords(
  kind: Omit<Kind, 'make'> & { readonly words: readonly [Words, ...Words[]] },
): LabCase {
  return failing({
    ...kind,
    make(random, place) {
      const { text, code, mentions, entrypoint = ['/srv/app'] } = random.pick(kind.words);
      const [program, ...args] = entrypoint;
      const path = program.startsWith('/') ? program.slice(1) : `usr/bin/${program}`;
      return {
        drawn: `ends with ${code} and says "${text.split('\n')[0]}"`,
        async arrange(host) {
          const tag = await image(host, 'shop/app:7', {
            scripts: { [path]: `#!/bin/sh\ncat >&2 <<'TEXT'\n${text}\nTEXT\nexit ${code}\n` },
            lines: ['ENV PATH=/bin:/usr/bin', `ENTRYPOINT ${JSON.stringify([program, ...args])}`],
          });
          await runAnyhow(host, place, { tag });
        },
        proof: exitCodeIs(place.name, code),
        ...(mentions && { mentions }),
      };
    },
  });
}

/** Of the run that ended; Docker's state shows 0 again as soon as a loop has begun the next one. */
export const exitCodeIs = (name: string, code: number): Proof => [
  [
    'sh',
    '-c',
    `docker inspect -f '{{.State.ExitCode}}' ${name}; docker events --since 10m --until 0s --filter container=${name} --filter event=die --format '{{.Actor.Attributes.exitCode}}'`,
  ],
  new RegExp(`^${code}$`, 'm'),
];

export const errorIs = (name: string, words: RegExp): Proof => [
  ['docker', 'inspect', '-f', '{{.State.Error}}', name],
  words,
];
