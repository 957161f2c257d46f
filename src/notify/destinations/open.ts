import type { Dispatcher } from 'undici';
import type { Config, DestinationConfig } from '../../config/types.ts';
import { type Reader, readerOf } from '../../text/reader.ts';
import type { Notifier } from '../notifier.ts';
import type { Destination } from './destination.ts';
import { emailDestination } from './email.ts';
import { feishuDestination } from './feishu.ts';
import { slackDestination } from './slack.ts';
import { webhookDestination } from './webhook.ts';

export interface DestinationDeps {
  readonly notifier: Notifier;
  /** The way out of this machine, where it is not a direct one. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly clock: () => number;
}

/** Those of ferryman.yaml, in its order. Nothing is contacted before something is told. */
export function openDestinations(
  config: Pick<Config, 'notify' | 'language'>,
  deps: DestinationDeps,
): Destination[] {
  return config.notify.destinations.map((one) => openDestination(one, config, deps));
}

function openDestination(
  one: DestinationConfig,
  { notify, language }: Pick<Config, 'notify' | 'language'>,
  { notifier, dispatcher, clock }: DestinationDeps,
): Destination {
  const { name } = one;
  const reader: Reader = readerOf(
    (one.kind === 'slack' ? language.channels[one.channel] : one.language) ?? language.default,
  );
  // People who said when they work said by whose clock.
  const zone = notify.hours?.zone ?? notify.digest?.zone;
  switch (one.kind) {
    case 'slack':
      return slackDestination(one, { notifier, reader, clock });
    case 'webhook':
      return webhookDestination({
        name,
        url: one.url,
        secret: notify.webhookSecret,
        reader,
        dispatcher,
        clock,
      });
    case 'email': {
      const { smtp } = notify;
      if (smtp === undefined)
        throw new TypeError(`${name}: the configuration let mail through without a server`);
      return emailDestination({ name, addresses: one.addresses, smtp, reader, zone, clock });
    }
    case 'feishu':
      return feishuDestination({ name, chat: one.chat, ...notify.feishu, reader, zone, dispatcher, clock });
    default:
      return one satisfies never;
  }
}
