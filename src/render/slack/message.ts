import type { KnownBlock } from '@slack/types';

/** What chat.postMessage and chat.update take: always both, because an update without blocks removes them. */
export interface SlackMessage {
  /** For notifications and screen readers; mrkdwn, escaped. */
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** The same in blocks that every Slack has known for years, where `blocks` hold younger ones. */
  readonly plainer?: KnownBlock[] | undefined;
}

/** What becomes a file in a thread. */
export interface TextFile {
  /** Unlike that of any other file of the thread: it tells whether the file is there. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** Stands above it; mrkdwn, escaped. */
  readonly comment: string;
}

/** What becomes a picture in a thread. */
export interface PictureFile extends Omit<TextFile, 'text'> {
  /** A PNG. */
  readonly bytes: Uint8Array;
  /** For whoever does not see it. */
  readonly alt: string;
}
