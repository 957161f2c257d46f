import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { FerrymanError } from '../errors.ts';
import { Deliveries } from './deliveries.ts';
import { Faults } from './faults.ts';
import { attach } from './http/server.ts';
import { Uploads } from './http/uploads.ts';
import { Visitors } from './http/visitors.ts';
import type { Click } from './people/click.ts';
import { click } from './people/click.ts';
import type { MessageShortcut, SlashCommand } from './people/desk.ts';
import { knownEvents } from './people/events.ts';
import { openHome } from './people/home.ts';
import type { CloseView, Submit, Suggest, Suggested } from './people/modal.ts';
import { closeView, submit, suggest } from './people/modal.ts';
import type { ChangeRoom } from './people/room.ts';
import { changeRoom } from './people/room.ts';
import type { Say } from './people/say.ts';
import { say } from './people/say.ts';
import type { Shortcut } from './people/shortcut.ts';
import { shortcut } from './people/shortcut.ts';
import type { Slash } from './people/slash.ts';
import { slash } from './people/slash.ts';
import { ResponseUrls } from './response-urls.ts';
import type { DisconnectReason } from './socket-mode.ts';
import { SocketMode } from './socket-mode.ts';
import type { Change } from './state/changes.ts';
import { random } from './state/ids.ts';
import type { Delivery } from './state/journal.ts';
import { Journal } from './state/journal.ts';
import type { Ephemeral, Message } from './state/message.ts';
import { Store } from './state/store.ts';
import type { Modals, SlackView } from './state/views.ts';
import { waitFor } from './wait-for.ts';

export type { MessageShortcut, SlashCommand } from './people/desk.ts';
export type { Delivery } from './state/journal.ts';
export type { Ephemeral, Message } from './state/message.ts';
export type { SlackView } from './state/views.ts';

export interface WorkspaceOptions {
  /** A free one unless said. */
  readonly port?: number;
  readonly log?: { debug(fields: object, message: string): void };
  /** Milliseconds since 1970, for message ids and expiries. */
  readonly clock?: () => number;
  /** The commands of the app's manifest; with them, others are refused as Slack does, and the page completes them. */
  readonly commands?: readonly SlashCommand[];
  /** The message shortcuts of the app's manifest; with them, others are refused, and the page lists them. */
  readonly shortcuts?: readonly MessageShortcut[];
  /** What the app's manifest subscribes to; everything that this workspace can tell of unless said. */
  readonly events?: readonly string[];
  /** What the bot token may do; everything that the manifest asks for unless said. */
  readonly scopes?: readonly string[];
  /** How long the app may take to acknowledge. Slack's 3 seconds unless said. */
  readonly ackWithinMs?: number;
  /** A number from 0 to 1, for faults that meet a share of the calls. */
  readonly chance?: () => number;
}

/** Trouble on request. Scopes default to the next call of any method. */
export interface WorkspaceFaults extends Pick<
  Faults,
  | 'dropReply'
  | 'rateLimit'
  | 'error503'
  | 'slow'
  | 'refuseBlock'
  | 'refuse'
  | 'duplicate'
  | 'refresh'
  | 'clear'
> {
  /** Ask the oldest connection (or all) to go, as Slack does every few hours. The number of those told. */
  disconnect(reason: DisconnectReason, which?: 'oldest' | 'all'): number;
  /** End connections without a word. */
  cut(which?: 'oldest' | 'all'): number;
  /** Send a payload once more, marked as a retry. */
  redeliver(delivery: Delivery): Promise<Delivery>;
}

export interface Workspace {
  readonly url: string;
  /** For `slackApiUrl`. */
  readonly apiUrl: string;
  /** The page for people. Each reading makes an address that lets one browser in, once. */
  readonly pageUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly faults: WorkspaceFaults;
  readonly journal: Pick<Journal, 'deliveries' | 'calls'>;
  /** How many sockets the app holds. */
  readonly connections: number;
  slash(asked: Slash): Promise<Delivery>;
  click(asked: Click): Promise<Delivery>;
  say(asked: Say): Message;
  /** Chooses an entry of a message's menu. */
  shortcut(asked: Shortcut): Promise<Delivery>;
  /** Fills the open form in and sends it. */
  submit(asked: Submit): Promise<Delivery>;
  closeView(asked: CloseView): Promise<Delivery | undefined>;
  /** Types into a menu whose options come from the app. */
  suggest(asked: Suggest): Promise<Suggested>;
  /** Archives a channel, or takes the app out of it, and back. */
  changeRoom(asked: ChangeRoom): void;
  /** Looks at the app's home tab, or at its messages. */
  openHome(asked: {
    readonly user?: string;
    readonly tab?: 'home' | 'messages';
  }): Promise<Delivery | undefined>;
  /** What somebody (id or name) has open, and what is wrong with what they sent. */
  modals(user: string): Modals;
  /** The home tab as the app published it for somebody (id or name). */
  home(user: string): SlackView | undefined;
  /** What stands in a channel (id or name), replies included, oldest first. */
  messages(channel: string): Message[];
  /** A root message and its replies. */
  thread(channel: string, ts: string): Message[];
  /** What single people see; of one person (id or name) if said. */
  ephemerals(user?: string): Ephemeral[];
  /** "is diagnosing…" under a thread; empty when there is none. */
  status(channel: string, ts: string): string;
  /** An uploaded file's bytes. */
  file(id: string): Uint8Array | undefined;
  /** The first truthy value of `look`, asked again after every change. */
  waitFor<T>(look: (workspace: Workspace) => T | undefined | false | null, timeoutMs?: number): Promise<T>;
  subscribe(listener: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

const manifestScopes = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'im:history',
  'im:write',
  'files:write',
  'files:read',
  'reactions:write',
  'users:read',
  'usergroups:read',
];

/** A Slack-compatible workspace on 127.0.0.1, for bots that have no Slack yet and for tests. */
export async function startWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const { log, clock = Date.now, scopes = manifestScopes } = options;
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${port}`;
  const botToken = `xoxb-local-${random(24)}`;
  const appToken = `xapp-1-local-${random(24)}`;

  const store = new Store(clock);
  const journal = new Journal();
  const faults = new Faults(options.chance ?? Math.random);
  const urls = new ResponseUrls(store, { uploaded: (id) => uploads.file(id) });
  const uploads = new Uploads(store, origin);
  const visitors = new Visitors();
  const socketMode = new SocketMode(
    (envelopeId, payload) => deliveries.acked(envelopeId, payload),
    (count) => store.changes.tell({ kind: 'connections', count }),
  );
  const deliveries = new Deliveries({
    journal,
    store,
    ackWithinMs: options.ackWithinMs ?? 3000,
    socketMode: () => socketMode,
    faults,
  });
  const { commands, shortcuts, events = knownEvents } = options;
  const desk = { store, deliveries, urls, origin, commands, shortcuts, events };
  attach(server, {
    desk: {
      store,
      origin,
      scopes,
      openSocket: () => `ws://127.0.0.1:${port}/link/?ticket=${socketMode.ticket()}`,
      reserveUpload: (name, length, alt) => uploads.reserve(name, length, alt),
      uploaded: (id) => uploads.file(id),
    },
    faults,
    journal,
    botToken,
    appToken,
    port,
    uploads,
    urls,
    socketMode,
    page: {
      origin,
      desk,
      visitors,
      cookie: `workspace-${port}`,
      trouble: { store, faults, socketMode, deliveries, journal },
      view: () =>
        store.view({
          commands: commands ?? [],
          shortcuts: shortcuts ?? [],
          connections: socketMode.count,
          journal,
        }),
    },
  });
  if (log) store.changes.listen((change) => log.debug({ change: change.kind }, 'workspace'));

  const idOf = (channel: string) => store.room(channel)?.id ?? channel;
  const workspace: Workspace = {
    url: origin,
    apiUrl: `${origin}/api/`,
    botToken,
    appToken,
    journal,
    get pageUrl() {
      return `${origin}/?token=${visitors.invite()}`;
    },
    get connections() {
      return socketMode.count;
    },
    faults: {
      dropReply: (scope) => faults.dropReply(scope),
      rateLimit: (scope) => faults.rateLimit(scope),
      error503: (scope) => faults.error503(scope),
      slow: (scope) => faults.slow(scope),
      refuseBlock: (scope) => faults.refuseBlock(scope),
      refuse: (scope) => faults.refuse(scope),
      duplicate: (scope) => faults.duplicate(scope),
      refresh: (scope) => faults.refresh(scope),
      clear: () => faults.clear(),
      disconnect: (reason, which) => socketMode.disconnect(reason, which),
      cut: (which) => socketMode.cut(which),
      redeliver: (delivery) => deliveries.send(delivery, { of: delivery, reason: 'http_timeout' }),
    },
    slash: async (asked) => slash(desk, asked),
    click: async (asked) => click(desk, asked),
    say: (asked) => say(desk, asked),
    shortcut: async (asked) => shortcut(desk, asked),
    submit: (asked) => submit(desk, asked),
    closeView: (asked) => closeView(desk, asked),
    suggest: (asked) => suggest(desk, asked),
    changeRoom: (asked) => void changeRoom(store, asked),
    openHome: async (asked) => openHome(desk, asked),
    modals: (user) => store.views.modals(store.person(user)?.id ?? user),
    home: (user) => store.views.home(store.person(user)?.id ?? user),
    messages: (channel) => store.messages(idOf(channel)),
    thread: (channel, ts) => store.thread(idOf(channel), ts),
    ephemerals: (user) => {
      const id = user === undefined ? undefined : (store.person(user)?.id ?? user);
      return store.ephemerals().filter((one) => id === undefined || one.user === id);
    },
    status: (channel, ts) => store.status(idOf(channel), ts),
    file: (id) => uploads.file(id)?.bytes,
    waitFor: (look, timeoutMs = 5000) => waitFor(workspace, look, timeoutMs),
    subscribe: (listener) => store.changes.listen(listener),
    stop: async () => {
      deliveries.stop();
      socketMode.cut('all');
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return workspace;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const next =
        cause.code === 'EADDRINUSE'
          ? 'Stop what listens there, or start without a port.'
          : 'Try another port.';
      reject(
        new FerrymanError('workspace-port', `The workspace cannot listen on 127.0.0.1:${port}.`, next, {
          cause,
        }),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
