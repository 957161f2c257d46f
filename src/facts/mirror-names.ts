import type { Fact } from './fact.ts';
import { askNameServers, nameServers, type NameServers } from './name-servers.ts';

/** The same question as for any other name, asked for the servers from which the host takes its software. */
export const askMirrorNames = askNameServers;

export const mirrorNames: Fact<'mirror-names', NameServers> = {
  id: 'mirror-names',
  title: 'names of mirrors as the nameservers answer them',
  read: { kind: 'question' },
  parse: nameServers.parse,
};
