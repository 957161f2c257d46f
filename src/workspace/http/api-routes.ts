import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, type Faults, placeOf } from '../faults.ts';
import type { Journal } from '../state/journal.ts';
import type { Answer, Desk, Method } from '../web-api/answer.ts';
import { refuse } from '../web-api/answer.ts';
import type { Args } from '../web-api/args.ts';
import { readArgs } from '../web-api/args.ts';
import { methods } from '../web-api/methods.ts';

export interface ApiParts {
  readonly desk: Desk;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly botToken: string;
  readonly appToken: string;
}

type Bound = { Bindings: HttpBindings };

/** `/api/<method>`: authentication, faults, the method, the journal. */
export function apiRoutes(parts: ApiParts): Hono<Bound> {
  const { desk, faults, journal } = parts;
  const routes = new Hono<Bound>();
  routes.on(['GET', 'POST'], '/:method', async (context) => {
    const name = context.req.param('method');
    const args = await readArgs(context.req.raw).catch((): undefined => undefined);
    if (!args) return context.json(refuse('invalid_json'));
    const fault = faults.meet(name, args['channel'] ?? args['channel_id'], args['blocks']);
    if (fault?.kind === 'slow') await sleep(fault.ms);

    const turnedAway = fault && turnAway(context, fault);
    const answer = turnedAway
      ? refuse(fault.kind === 'refuse' ? fault.error : fault.kind)
      : fault?.kind === 'refuse-block'
        ? unknownBlock(fault.type, args)
        : perform(parts, name, args, context.req.header('authorization'));
    const { token: _, ...shown } = args;
    const call = {
      at: desk.store.clock(),
      method: name,
      args: shown,
      answer,
      ...(fault ? { fault: fault.kind } : {}),
    };
    journal.call(call);
    desk.store.changes.tell({ kind: 'call', call });
    if (turnedAway) return turnedAway;
    if (fault?.kind === 'drop-reply') return dropped(context);
    context.header('x-oauth-scopes', desk.scopes.join(','));
    context.header('x-slack-req-id', crypto.randomUUID().replaceAll('-', ''));
    return context.json(answer);
  });
  return routes;
}

function perform(parts: ApiParts, name: string, args: Args, authorization: string | undefined): Answer {
  const method = methods.get(name);
  if (!method) return refuse('unknown_method', { req_method: name });
  return unauthorized(parts, method, args, authorization) ?? method.answer(args, parts.desk);
}

function unauthorized(
  { botToken, appToken, desk }: ApiParts,
  { token: wanted, scope }: Method,
  args: Args,
  header: string | undefined,
): Answer | undefined {
  if (wanted === 'none') return undefined;
  const token = header?.replace(/^Bearer /i, '') ?? args['token'];
  if (token === undefined || token === '') return refuse('not_authed');
  if (token !== botToken && token !== appToken) return refuse('invalid_auth');
  if ((wanted === 'app') !== (token === appToken)) return refuse('not_allowed_token_type');
  if (wanted === 'app' || scope === undefined || desk.scopes.includes(scope)) return undefined;
  return refuse('missing_scope', { needed: scope, provided: desk.scopes.join(',') });
}

/** As Slack answers blocks that it does not know. */
function unknownBlock(type: string, args: Args): Answer {
  const errors = [`unsupported type: ${type} [json-pointer:/blocks${placeOf(type, args['blocks'])}]`];
  return refuse('invalid_blocks', {
    errors,
    response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
  });
}

/** Faults that keep the call from being carried out. */
function turnAway(context: Context<Bound>, fault: Fault): Response | undefined {
  switch (fault.kind) {
    case 'rate-limit':
      context.header('retry-after', String(fault.retryAfterSeconds));
      return context.json(refuse('ratelimited'), 429);
    case 'error-503':
      return context.text('upstream connect error', 503);
    case 'refuse':
      return context.json(refuse(fault.error));
    case 'drop-reply':
    case 'slow':
    case 'refuse-block':
      return undefined;
    default:
      return fault satisfies never;
  }
}

function dropped(context: Context<Bound>): Response {
  context.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}
