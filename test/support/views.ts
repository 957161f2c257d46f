import type { Snapshot } from '../../src/facts/snapshot.ts';
import { readModel } from '../../src/model/read-model.ts';
import type { Question } from '../../src/model/symptoms.ts';
import { tell } from '../../src/text/tell.ts';
import type { ViewId, Views } from '../../src/model/views.ts';

/** One view of a recorded host; throws where it is not known. */
export function viewOf<Id extends ViewId>(id: Id, snapshot: Snapshot, asked: Question = {}): Views[Id] {
  const view = readModel(snapshot, asked)[id];
  if (view.kind === 'unknown') throw new Error(`${id}: ${view.fact}: ${tell(view.because, 'en')}`);
  return view.value;
}
