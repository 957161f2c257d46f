import { z } from 'zod';
import { type Answer, type Received, startReceiver } from './receiver.ts';

/** A message in a group, as its people see it. */
export interface FeishuMessage {
  readonly id: string;
  readonly chat: string;
  readonly replyTo?: string;
  card: unknown;
}

const Card = z.looseObject({ config: z.looseObject({ update_multi: z.literal(true) }) });
const Sent = z.object({ msg_type: z.literal('interactive'), content: z.string(), uuid: z.string().max(50) });
const Created = Sent.extend({ receive_id: z.string() });
const Changed = z.object({ content: z.string() });
const Login = z.object({ app_id: z.string(), app_secret: z.string() });

/**
 * What of Feishu's open API (open.feishu.cn/document: auth-v3 tenant_access_token_internal; im-v1 message create, reply, patch; frequency
 * control) a bot that writes into a group meets: tokens, codes of errors, one message for a uuid, cards that may be changed.
 */
export async function startFeishu({ appId = 'cli_a1', appSecret = 's3cret', chat = 'oc_team' } = {}) {
  const messages: FeishuMessage[] = [];
  const byUuid = new Map<string, string>();
  const tokens = new Set<string>();
  const gone = new Set<string>();
  const pictures: Buffer[] = [];
  const next: Answer[] = [];
  let issued = 0;

  function login(body: string): Answer {
    const { app_id: id, app_secret: secret } = Login.parse(JSON.parse(body));
    if (id !== appId) return refusal(10_003, 'invalid app_id', 200);
    if (secret !== appSecret) return refusal(10_014, 'app secret invalid', 200);
    issued += 1;
    const token = `t-${issued}`;
    tokens.add(token);
    return json(200, { code: 0, msg: 'ok', tenant_access_token: token, expire: 7_200 });
  }

  function add(sent: z.infer<typeof Sent>, replyTo?: string): Answer {
    const known = byUuid.get(sent.uuid);
    if (known !== undefined) return success({ message_id: known });
    const card = readCard(sent.content);
    if (card === undefined) return refusal(230_099, 'Failed to create card content');
    if (Buffer.byteLength(sent.content) > 30 * 1024)
      return refusal(230_025, 'The length of the message content reaches its limit');
    const id = `om_${messages.length + 1}`;
    byUuid.set(sent.uuid, id);
    messages.push({ id, chat, card, ...(replyTo === undefined ? {} : { replyTo }) });
    return success({ message_id: id });
  }

  function change(id: string, body: string): Answer {
    const message = messages.find((one) => one.id === id);
    if (message === undefined)
      return refusal(230_001, 'Your request contains an invalid request parameter, ext=invalid message_id.');
    if (gone.has(id)) return refusal(230_011, 'The message is recalled.');
    message.card = readCard(Changed.parse(JSON.parse(body)).content);
    return success({});
  }

  function answer({ method, path, headers, body, bytes }: Received): Answer {
    if (path === '/open-apis/auth/v3/tenant_access_token/internal') return login(body);
    if (!tokens.has(String(headers.authorization).replace('Bearer ', ''))) {
      return refusal(
        99_991_663,
        'Invalid access token for authorization. Please make a test attempt after obtaining a new token.',
      );
    }
    const planned = next.shift();
    if (planned !== undefined) return planned;
    if (method === 'POST' && path === '/open-apis/im/v1/messages?receive_id_type=chat_id') {
      const sent = Created.parse(JSON.parse(body));
      return sent.receive_id === chat ? add(sent) : refusal(230_002, 'Bot/User can NOT be out of the chat.');
    }
    if (method === 'POST' && path === '/open-apis/im/v1/images') {
      const file = fileOfForm(headers['content-type'], bytes);
      if (file === undefined) return refusal(234_001, 'Invalid request param.');
      return success({ image_key: `img_${pictures.push(file)}` });
    }
    const [, id, reply] = /^\/open-apis\/im\/v1\/messages\/(\w+)(\/reply)?$/.exec(path) ?? [];
    if (id !== undefined && method === 'PATCH' && reply === undefined) return change(id, body);
    if (id !== undefined && method === 'POST' && reply !== undefined)
      return add(Sent.parse(JSON.parse(body)), id);
    return { status: 404, body: '404 page not found' };
  }

  const { url, received, stop } = await startReceiver(answer);
  return {
    url,
    received,
    stop,
    messages,
    pictures,
    /** The next answer to anything but a login. */
    answerNext: (planned: Answer) => void next.push(planned),
    recall: (id: string) => void gone.add(id),
    /** As when the app's secret was made anew. */
    revokeTokens: () => tokens.clear(),
  };
}

export type Feishu = Awaited<ReturnType<typeof startFeishu>>;

/** The one file of a form that says `image_type=message` (RFC 7578). */
function fileOfForm(type: string | undefined, bytes: Buffer): Buffer | undefined {
  const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(type ?? '') ?? [];
  if (boundary === undefined) return undefined;
  const parts = bytes.toString('latin1').split(`--${boundary}`);
  const contentOf = (head: string) => {
    const part = parts.find((one) => one.split('\r\n\r\n')[0]?.includes(head));
    return part?.slice(part.indexOf('\r\n\r\n') + 4, -2);
  };
  const image = contentOf('name="image"; filename=');
  return image !== undefined && contentOf('name="image_type"') === 'message'
    ? Buffer.from(image, 'latin1')
    : undefined;
}

function readCard(content: string): unknown {
  return Card.safeParse(JSON.parse(content)).data;
}

function success(data: object): Answer {
  return json(200, { code: 0, msg: 'success', data });
}

function refusal(code: number, msg: string, status = 400): Answer {
  return json(status, { code, msg });
}

function json(status: number, body: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
