import { z } from 'zod';

import type { Attempt, Outcome as AttemptOutcome, Snapshot } from '../../src/facts/snapshot.ts';
import { readModel } from '../../src/model/read-model.ts';
import type { Question } from '../../src/model/symptoms.ts';
import { judge, type Outcome } from '../../src/rules/judge.ts';
import type { Rule, ToldFinding } from '../../src/rules/rule.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { recordedHosts } from './recorded-hosts.ts';
import { refuseUntold } from './told-cause.ts';

/** What one rule says of a recorded host, in English; throws where it could not be shown in every language. */
export function outcomeOf(rule: Rule, snapshot: Snapshot, asked: Question = {}): Outcome {
  const model = readModel(snapshot, asked);
  const [outcome] = judge(model, [rule]);
  if (outcome === undefined) throw new Error('a judge without a word');
  for (const language of LANGUAGES) refuseUntold(judge(model, [rule], language), snapshot, language);
  return outcome;
}

/** Its findings; none where it has nothing to say. Throws where it could not look: that is not silence. */
export function findingsOf(rule: Rule, snapshot: Snapshot, asked: Question = {}): readonly ToldFinding[] {
  const outcome = outcomeOf(rule, snapshot, asked);
  switch (outcome.kind) {
    case 'faulty':
      return outcome.findings;
    case 'healthy':
      return [];
    case 'unknown':
      throw new Error(outcome.because);
  }
  return outcome satisfies never;
}

/** The first finding of a rule that has to speak. */
export function findingOf(rule: Rule, snapshot: Snapshot, asked: Question = {}): ToldFinding {
  const [finding] = findingsOf(rule, snapshot, asked);
  if (finding === undefined) throw new Error(`${rule.id} has nothing to say of ${snapshot.host}`);
  return finding;
}

/** All evidence as one text: `source` above its lines. */
export function evidenceText({ evidence }: ToldFinding): string {
  return evidence.flatMap(({ source, lines }) => [`$ ${source}`, ...lines]).join('\n');
}

/** Healthy recorded hosts of which the rule has something to say all the same. What stands behind another cause is told with it alone. */
export function accusedHealthyHosts(rule: Rule): readonly string[] {
  return recordedHosts()
    .filter(({ name, snapshot }) => name.startsWith('healthy-') && speaks(outcomeOf(rule, snapshot)))
    .map(({ name }) => name);
}

function speaks(outcome: Outcome): boolean {
  return outcome.kind === 'faulty' && outcome.findings.some(({ behind }) => behind === undefined);
}

type Json = Record<string, unknown>;
const Bodies = z.record(z.string(), z.looseObject({ Name: z.string() }));

/** The same host with other words in what Docker says of one container; objects are merged, the rest is replaced. */
export function withContainer(snapshot: Snapshot, name: string, change: Json): Snapshot {
  const bodies = Bodies.parse(JSON.parse(stdoutOf(snapshot, 'docker-inspect')));
  const found = Object.entries(bodies).find(([, body]) => body.Name === `/${name}`);
  if (found === undefined) throw new Error(`${snapshot.host} has no container ${name}`);
  const [id, body] = found;
  return withText(snapshot, 'docker-inspect', JSON.stringify({ ...bodies, [id]: merged(body, change) }));
}

/** The same host with a second container, a copy of one that is there with another name and whatever else differs. */
export function withCopy(snapshot: Snapshot, name: string, copy: string, change: Json): Snapshot {
  const bodies = Bodies.parse(JSON.parse(stdoutOf(snapshot, 'docker-inspect')));
  const body = Object.values(bodies).find((one) => one.Name === `/${name}`);
  if (body === undefined) throw new Error(`${snapshot.host} has no container ${name}`);
  const id = 'c0'.repeat(32);
  const added = merged({ ...body, Id: id, Name: `/${copy}` }, change);
  return withText(snapshot, 'docker-inspect', JSON.stringify({ ...bodies, [id]: added }));
}

/** The same host with the whole text of a reading replaced. */
export function withText(snapshot: Snapshot, fact: string, stdout: string): Snapshot {
  const reading = { status: 'ok', code: 0, argv: [], stderr: '', stdout } as const;
  return { ...snapshot, readings: { ...snapshot.readings, [fact]: reading } };
}

/** The same host with other outcomes of the attempts that are chosen. */
export function withOutcome(
  snapshot: Snapshot,
  isMeant: (attempt: Attempt) => boolean,
  outcome: AttemptOutcome,
): Snapshot {
  if (!snapshot.attempts.some(isMeant)) throw new Error(`nobody tried that on ${snapshot.host}`);
  const attempts = snapshot.attempts.map((one) => (isMeant(one) ? { ...one, outcome } : one));
  return { ...snapshot, attempts };
}

export function stdoutOf({ readings, host }: Snapshot, fact: string): string {
  const reading = readings[fact];
  if (reading?.status !== 'ok') throw new Error(`${fact} was not read on ${host}`);
  return reading.stdout;
}

function merged(body: Json, change: Json): Json {
  const result: Json = { ...body };
  for (const [key, value] of Object.entries(change)) {
    const old = result[key];
    result[key] = isJson(old) && isJson(value) ? merged(old, value) : value;
  }
  return result;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
