import { facts, type FactId, type FactValues } from '../facts/index.ts';
import type { Reading } from '../facts/fact.ts';
import { inWords } from '../facts/reasons.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { say, type Text } from '../text/say.ts';
import type { Known } from './known.ts';

/** The facts of a snapshot, each parsed when it is first asked for and then kept. */
export class ParsedFacts {
  private readonly snapshot: Snapshot;
  private readonly parsed = new Map<FactId, Known<unknown>>();

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  get<Id extends FactId>(id: Id): Known<FactValues[Id]> {
    const kept = this.parsed.get(id) ?? this.parse(id);
    this.parsed.set(id, kept);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is kept under an id came from that fact's own parser
    return kept as Known<FactValues[Id]>;
  }

  /** How the reading went, for rules to which "there is no such program" means something else than "not allowed". */
  status(id: FactId): Reading['status'] | 'not-read' {
    return this.snapshot.readings[id]?.status ?? 'not-read';
  }

  private parse(id: FactId): Known<unknown> {
    const reading = this.snapshot.readings[id];
    if (reading === undefined) return { kind: 'unknown', fact: id, because: say`it was not read` };
    if (reading.status !== 'ok') {
      return { kind: 'unknown', fact: id, because: noReading(reading.status, inWords(reading.because)) };
    }
    const parsed = facts[id].parse(reading);
    if (parsed.kind === 'unreadable') return { kind: 'unknown', fact: id, because: inWords(parsed.because) };
    return { kind: 'known', value: parsed.value };
  }
}

function noReading(status: Exclude<Reading['status'], 'ok'>, because: Text): Text {
  switch (status) {
    case 'absent':
      return say`absent: ${because}`;
    case 'denied':
      return say`denied: ${because}`;
    case 'timed-out':
      return say`timed-out: ${because}`;
    case 'unreadable':
      return say`unreadable: ${because}`;
  }
  return status satisfies never;
}
