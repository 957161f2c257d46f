import { createHash } from 'node:crypto';
import type { Client } from '@larksuiteoapi/node-sdk';
import { FerrymanError } from '../../errors.ts';
import {
  type FeishuCard,
  renderIncidentCard,
  renderIncidentTurnCard,
  renderNoteCard,
} from '../../render/incident-card.ts';
import { renderDigestCard } from '../../render/digest-card.ts';
import { digestContent } from '../../render/digest-content.ts';
import { incidentContent } from '../../render/incident-content.ts';
import type { Reader } from '../../text/reader.ts';
import { say } from '../../text/say.ts';
import { isTurn } from './turn.ts';
import type { Destination } from './destination.ts';
import { feishuHttp, type FeishuHttpOptions } from './feishu-http.ts';
import { createPause } from './pause.ts';

interface Hidden {
  reveal(): string;
}

export interface FeishuOptions extends FeishuHttpOptions {
  readonly name: string;
  /** `oc_…` */
  readonly chat: string;
  readonly appId?: Hidden | undefined;
  readonly appSecret?: Hidden | undefined;
  readonly reader: Reader;
  /** IANA name, of the times that a card says; absent: UTC. */
  readonly zone?: string | undefined;
  readonly clock: () => number;
}

/** One card for an incident, changed while it lasts; the group hears of it when it begins, gets worse, flaps and ends. A place is the id of the card's message. */
export function feishuDestination(options: FeishuOptions): Destination {
  const { name, chat, reader, zone, clock } = options;
  const api = feishuMessages(options);

  return {
    name,
    async tell({ incident, before, watched, id }) {
      const content = incidentContent(incident, { reader, watched });
      const card = renderIncidentCard(content, reader, zone);
      const place = before?.place;
      if (place === undefined) return api.send(chat, card, id);
      try {
        await api.change(place, card);
      } catch (error) {
        if (!(error instanceof FerrymanError) || error.code !== 'notify-feishu-message-gone') throw error;
        return api.send(chat, card, id);
      }
      if (isTurn(incident, before)) {
        await api.reply(place, renderIncidentTurnCard(content, reader, zone), `${id} turn`);
      }
      return place;
    },
    async digest({ facts, picture, id }) {
      const content = digestContent(facts, reader, clock());
      const shows = picture !== undefined && content.picture !== undefined;
      const key = shows ? await api.upload(picture) : undefined;
      await api.send(chat, renderDigestCard(content, key), `digest ${name} ${id}`);
    },
    async note({ id, about, sentence, next }) {
      const said = [...(about === undefined ? [] : [about]), reader.tell(sentence)].join(': ');
      await api.send(chat, renderNoteCard('Ferryman', `${said}\n${reader.tell(next)}`), `note ${name} ${id}`);
    },
    async test() {
      const { t } = reader;
      const note = renderNoteCard('Ferryman', t`This is only a test: Ferryman would tell of incidents here.`);
      await api.send(chat, note, `test ${name} ${clock()}`);
    },
  };
}

/** The three calls of the message API that are needed here, through the official SDK. */
function feishuMessages(options: FeishuOptions) {
  const pause = createPause(options.clock);
  let known: Promise<Client> | undefined;

  async function call<R>(ask: (client: Client) => Promise<R>): Promise<R> {
    known ??= openClient(options, feishuHttp(options, pause));
    try {
      return await ask(await known);
    } catch (error) {
      // The SDK keeps its token for two hours, whatever becomes of it meanwhile.
      if (error instanceof FerrymanError && error.code === 'notify-feishu-token') known = undefined;
      throw error;
    }
  }

  return {
    async send(chat: string, card: FeishuCard, id: string): Promise<string> {
      const { data } = await call(({ im }) =>
        im.v1.message.create({
          params: { receive_id_type: 'chat_id' },
          data: { receive_id: chat, ...messageOf(card, id) },
        }),
      );
      if (data?.message_id !== undefined) return data.message_id;
      throw new FerrymanError(
        'notify-feishu-refused',
        say`Feishu took a message and did not say where it stands.`,
        say`Report this.`,
      );
    },
    /** Undefined where the app may not: it needs a permission of its own (im:resource), and nothing else does. */
    async upload(png: Uint8Array): Promise<string | undefined> {
      try {
        const image = await call(({ im }) =>
          im.v1.image.create({ data: { image_type: 'message', image: Buffer.from(png) } }),
        );
        return image?.image_key;
      } catch (error) {
        if (error instanceof FerrymanError && error.code === 'notify-feishu-refused') return undefined;
        throw error;
      }
    },
    async change(messageId: string, card: FeishuCard): Promise<void> {
      const content = JSON.stringify(card);
      await call(({ im }) => im.v1.message.patch({ path: { message_id: messageId }, data: { content } }));
    },
    async reply(messageId: string, card: FeishuCard, id: string): Promise<void> {
      await call(({ im }) =>
        im.v1.message.reply({ path: { message_id: messageId }, data: messageOf(card, id) }),
      );
    },
  };
}

/** Of messages with the same `uuid` (50 characters at most) Feishu shows one, within an hour. */
function messageOf(card: FeishuCard, id: string) {
  const uuid = createHash('sha256').update(id).digest('hex').slice(0, 40);
  return { msg_type: 'interactive', content: JSON.stringify(card), uuid };
}

/** The SDK takes half a second and 70 MB to load, so only whoever writes into Feishu does. */
async function openClient(
  { appId, appSecret, url }: FeishuOptions,
  httpInstance: ReturnType<typeof feishuHttp>,
): Promise<Client> {
  if (appId === undefined || appSecret === undefined) {
    throw new FerrymanError(
      'notify-feishu-credentials',
      say`A destination is a group of Feishu, and FERRYMAN_FEISHU_APP_ID and FERRYMAN_FEISHU_APP_SECRET are not both set.`,
      say`Set them where Ferryman runs: they stand in Feishu's developer console, under Credentials.`,
    );
  }
  const { Client: FeishuClient, DefaultCache } = await import('@larksuiteoapi/node-sdk');
  return new FeishuClient({
    appId: appId.reveal(),
    appSecret: appSecret.reveal(),
    domain: url,
    // Shared by the process unless given, even by apps of two domains.
    cache: new DefaultCache(),
    httpInstance,
    // It logs what it sends.
    logger: { error: quiet, warn: quiet, info: quiet, debug: quiet, trace: quiet },
  });
}

function quiet(): void {}
