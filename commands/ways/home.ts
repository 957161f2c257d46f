import type { App, BlockButtonAction, Context } from '@slack/bolt';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { failureOf } from '../../src/notify/failure.ts';
import { homeActions, renderHome, renderHomeRefusal } from '../../src/render/slack/home.ts';
import { type Asker, mayAsk } from '../access.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Answers } from '../answers.ts';
import type { Request } from '../ask.ts';
import { buttonValue } from '../button-value.ts';
import { readerFor } from '../reader.ts';
import { type FormDeps, openForm } from './form.ts';
import { gatherHome } from './gather-home.ts';
import { tellPerson } from './tell-person.ts';

/** Whose home tab it is, and the direct messages with them, where answers from there go. */
export interface Resident extends Asker {
  readonly search: string;
}

export interface Homes {
  /** Draws it anew for somebody who has opened it; who has not will see it as it is then. */
  refresh(userId: string): Promise<void>;
}

const Metadata = z.object({ channelId: z.string(), search: z.string().default('') });
const mostResidents = 2_000;

/** The home tab: drawn when somebody opens it, searches in it, or when something of theirs has begun or ended. */
export function registerHome(app: Pick<App, 'event'>, answers: Answers, deps: FormDeps): Homes {
  const residents = new Map<string, Resident>();
  const drawing = new Map<string, Promise<void>>();

  /** Drawings of one person come one after the other, the newest last. */
  function draw(resident: Resident): Promise<void> {
    residents.delete(resident.userId);
    residents.set(resident.userId, resident);
    const [eldest] = residents.keys();
    if (residents.size > mostResidents && eldest !== undefined) residents.delete(eldest);
    const drawn = (drawing.get(resident.userId) ?? Promise.resolve()).then(() => publish(resident, deps));
    drawing.set(resident.userId, drawn);
    return drawn.finally(() => {
      if (drawing.get(resident.userId) === drawn) drawing.delete(resident.userId);
    });
  }

  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab !== 'home') return;
    const known = residents.get(event.user);
    await draw({ ...askerOf(event.user, event.channel, context), search: known?.search ?? '' });
  });

  // Enter in the field is the click.
  answers.toButton(homeActions.search, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    const { channelId } = readMetadata(body.view?.private_metadata);
    await draw({ ...askerOf(body.user.id, channelId, context), search: (action.value ?? '').trim() });
  });

  answers.toButton(homeActions.diagnose, async ({ ack, body, context }) => {
    await acknowledge(ack, context, deps);
    await openForm(homeRequest(body, context, deps), deps);
  });

  answers.toButton(`${homeActions.host}_`, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    const { data } = z.object({ host: z.string() }).safeParse(buttonValue(action.value ?? ''));
    await openForm(homeRequest(body, context, deps), deps, Promise.resolve({ host: data?.host }));
  });

  return {
    async refresh(userId) {
      const resident = residents.get(userId);
      if (resident !== undefined) await draw(resident);
    },
  };
}

async function publish(resident: Resident, deps: FormDeps): Promise<void> {
  const { config, people, client } = deps;
  const { userId, channelId, search } = resident;
  const logger = deps.logger.child({ user: userId });
  try {
    const [reader, admission] = await Promise.all([
      readerFor(resident, { ...deps, logger }),
      mayAsk('diagnose', resident, { access: config.access, people, logger }),
    ]);
    const view =
      admission.kind === 'refused'
        ? renderHomeRefusal(reader.tell(admission.sentence), reader.tell(admission.next))
        : renderHome(
            {
              ...(await gatherHome(resident, { ...deps, logger })),
              search,
              metadata: JSON.stringify({ channelId, search } satisfies z.input<typeof Metadata>),
            },
            reader,
          );
    await patiently(() => client.views.publish({ user_id: userId, view }));
  } catch (error) {
    // It is drawn again when they open it the next time.
    logger.warn({ err: error }, 'a home tab was not drawn');
  }
}

/** Slack takes a hundred home tabs a minute. */
async function patiently(call: () => Promise<unknown>): Promise<void> {
  for (let left = 3; ; left -= 1) {
    try {
      await call();
      return;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'rate-limited' || left === 0) throw error;
      await sleep(Math.min(failure.seconds, 30) * 1000);
    }
  }
}

function askerOf(userId: string, channelId: string, context: Context): Asker {
  return { userId, channelId, teamId: context.teamId ?? '', enterpriseId: context.enterpriseId };
}

/** Answers from the home tab go into the direct messages beside it. */
export function homeRequest(body: BlockButtonAction, context: Context, deps: FormDeps): Request {
  const { channelId } = readMetadata(body.view?.private_metadata);
  const { user, trigger_id: triggerId } = body;
  return {
    ...askerOf(user.id, channelId, context),
    userTeamId: user.team_id,
    triggerId,
    tell: tellPerson({ channelId, userId: user.id, triggerId, at: deps.clock() }, deps),
  };
}

function readMetadata(text: string | undefined): z.infer<typeof Metadata> {
  return Metadata.safeParse(buttonValue(text ?? '')).data ?? { channelId: '', search: '' };
}
