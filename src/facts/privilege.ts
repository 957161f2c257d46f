import type { Fact } from './fact.ts';
import { unreadable, value, wholeNumber } from './parsed.ts';

export interface Privilege {
  readonly uid: number;
}

export const privilege: Fact<'privilege', Privilege> = {
  id: 'privilege',
  title: 'the user that Ferryman is there',
  read: { kind: 'command', candidates: [['id', '-u']] },
  parse: (raw) => {
    const uid = wholeNumber(raw.stdout.trim());
    return uid === undefined ? unreadable(`no user id in ${raw.stdout.trim()}`) : value({ uid });
  },
};
