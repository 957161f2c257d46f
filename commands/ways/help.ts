import type { SlashCommand } from '@slack/bolt';
import { type Governed, governed } from '../../src/config/types.ts';
import { type Help, renderHelp } from '../../src/render/slack/help.ts';
import { type Asker, mayAsk } from '../access.ts';
import { lookUpHost } from '../../src/hosts/inventory.ts';
import type { Request } from '../ask.ts';
import type { CommandDeps } from '../diagnose.ts';
import { readerFor } from '../reader.ts';
import { typedRequest } from '../request.ts';
import { plainText } from '../slack-text.ts';

/** What this person may do in this channel; where that is nothing, why. */
export async function helpFor(
  asker: Asker,
  { config, people, logger }: Pick<CommandDeps, 'config' | 'people' | 'logger'>,
): Promise<Help> {
  const admissions = await Promise.all(
    governed.map(async (what) => ({
      what,
      admission: await mayAsk(what, asker, { access: config.access, people, logger }),
    })),
  );
  const may = new Set<Governed>(
    admissions.filter(({ admission }) => admission.kind === 'admitted').map(({ what }) => what),
  );
  const [first] = admissions.flatMap(({ admission }) => (admission.kind === 'refused' ? [admission] : []));
  return {
    may,
    ...(may.size > 0 || first === undefined ? {} : { refusal: first }),
    hosts: config.hosts.map(({ name }) => name),
    support: config.support.length > 0,
  };
}

/** The help, to whoever asked for it or wrote what is understood as nothing else. */
export async function tellHelp(request: Request, deps: CommandDeps, notUnderstood = ''): Promise<void> {
  const [reader, help] = await Promise.all([readerFor(request, deps), helpFor(request, deps)]);
  await request.tell(renderHelp(notUnderstood === '' ? help : { ...help, notUnderstood }, reader));
}

/** Whether it asked for the help, which it then has: `help` behind a command that takes a host or a container. */
export async function toldHelp(command: SlashCommand, deps: CommandDeps): Promise<boolean> {
  if (!asksForHelp(command.text, deps)) return false;
  await tellHelp(typedRequest(command, deps), deps);
  return true;
}

/** Unless a host is called that. */
export function asksForHelp(text: string, { config }: Pick<CommandDeps, 'config'>): boolean {
  const word = plainText(text).toLowerCase();
  return ['help', '帮助', '--help', '-h'].includes(word) && lookUpHost(config, word).kind !== 'found';
}
