import type { Logger } from 'pino';
import type { Config } from '../src/config/types.ts';
import { languageOf } from '../src/text/language.ts';
import { type Reader, readerOf } from '../src/text/reader.ts';
import type { People } from './people.ts';

interface Deps {
  readonly config: Pick<Config, 'language'>;
  readonly people: Pick<People, 'person'>;
  readonly logger: Logger;
}

/**
 * Who reads an answer: what is posted in a channel has many readers, so the channel's own setting comes first, then the
 * locale of the person who asks, then ferryman.yaml's.
 */
export async function readerFor(
  { userId, channelId }: { readonly userId: string; readonly channelId: string },
  { config, people, logger }: Deps,
): Promise<Reader> {
  const ofChannel = config.language.channels[channelId];
  if (ofChannel !== undefined) return readerOf(ofChannel);
  try {
    const { locale } = await people.person(userId);
    return readerOf(languageOf(locale ?? '') ?? config.language.default);
  } catch (error) {
    logger.warn({ err: error, user: userId }, 'the language of who asks is not known');
    return readerOf(config.language.default);
  }
}
