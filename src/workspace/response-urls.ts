import { z } from 'zod';
import type { Desk } from './web-api/answer.ts';
import { contentOf, contentShape, isEmpty } from './web-api/content.ts';
import { named, random } from './state/ids.ts';
import { BOT_USER, TEAM } from './state/people.ts';
import type { Store } from './state/store.ts';

/** Addresses to answer a command or a click with: five uses within thirty minutes. */

const mostUses = 5;
const goodForMs = 30 * 60_000;

/** Where the answer goes: the person who asked, and what `replace_original` means. */
export interface Asked {
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
  readonly original?: { readonly kind: 'message' | 'ephemeral'; readonly ts: string };
}

interface Issued extends Asked {
  readonly until: number;
  usesLeft: number;
  latest: Asked['original'];
}

export const responseShape = z.object({
  ...contentShape,
  response_type: z.enum(['ephemeral', 'in_channel']).catch('ephemeral'),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});

export class ResponseUrls {
  readonly #issued = new Map<string, Issued>();
  readonly #store: Store;
  readonly #desk: Pick<Desk, 'uploaded'>;

  constructor(store: Store, desk: Pick<Desk, 'uploaded'>) {
    this.#store = store;
    this.#desk = desk;
  }

  issue(kind: 'commands' | 'actions', asked: Asked): string {
    const path = `/${kind}/${TEAM.id}/${random(13)}/${random(24)}`;
    this.#issued.set(path, {
      ...asked,
      until: this.#store.clock() + goodForMs,
      usesLeft: mostUses,
      latest: asked.original,
    });
    return path;
  }

  /** What Slack answers to a post at this address: a status and a body. */
  answer(path: string, body: unknown): { readonly status: 200 | 400 | 404; readonly body: object | 'ok' } {
    const issued = this.#issued.get(path);
    if (!issued || this.#store.clock() > issued.until) return refused(404, 'expired_url');
    if (issued.usesLeft <= 0) return refused(404, 'used_url');
    const parsed = responseShape.safeParse(body);
    if (!parsed.success) return refused(400, 'invalid_payload');
    const error = this.respond(issued, parsed.data);
    if (error !== undefined) return refused(400, error);
    issued.usesLeft -= 1;
    return { status: 200, body: 'ok' };
  }

  /** The payload of an ack is a response too, and uses nothing up. */
  ack(path: string, body: unknown): string | undefined {
    const issued = this.#issued.get(path);
    const parsed = responseShape.safeParse(typeof body === 'string' ? { text: body } : body);
    if (!issued) return undefined;
    const error = parsed.success ? this.respond(issued, parsed.data) : 'invalid_payload';
    // An empty acknowledgement is the usual one.
    return error === 'no_text' ? undefined : error;
  }

  /** Nothing when it was shown, else Slack's error. */
  respond(issued: Issued, response: z.infer<typeof responseShape>): string | undefined {
    const { latest } = issued;
    if (response.delete_original === true) {
      if (latest?.kind === 'message') this.#store.remove(issued.channel, latest.ts);
      if (latest?.kind === 'ephemeral') this.#store.forget(latest.ts);
      issued.latest = undefined;
      return undefined;
    }
    const content = contentOf(response, this.#desk);
    if ('refusal' in content) return String(content.refusal['error']);
    if (isEmpty(content)) return 'no_text';
    if (response.replace_original === true && latest) return this.#replace(issued, latest, content);
    const threadTs = response.thread_ts ?? issued.threadTs;
    if (response.response_type === 'in_channel') {
      const { ts } = this.#store.post(issued.channel, BOT_USER, { ...content, threadTs });
      issued.latest = { kind: 'message', ts };
      return undefined;
    }
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    const { channel, user } = issued;
    const whisper = { channel, user, from: BOT_USER, text: content.text, blocks: content.blocks, ...thread };
    issued.latest = { kind: 'ephemeral', ts: this.#store.whisper(whisper).ts };
    return undefined;
  }

  #replace(
    { channel }: Issued,
    { kind, ts }: NonNullable<Asked['original']>,
    content: Exclude<ReturnType<typeof contentOf>, { refusal: unknown }>,
  ): undefined {
    if (kind === 'message') {
      const old = this.#store.message(channel, ts);
      if (!old) return;
      const { blocks: _, ...kept } = old;
      const blocks = content.blocks?.length ? { blocks: named(content.blocks) } : {};
      this.#store.put(channel, { ...kept, text: content.text, ...blocks });
      return;
    }
    const old = this.#store.ephemeral(ts);
    if (!old) return;
    const { blocks: _, ...kept } = old;
    this.#store.whisper({ ...kept, text: content.text, blocks: content.blocks });
  }
}

const refused = (status: 400 | 404, error: string) => ({ status, body: { ok: false, error } });
