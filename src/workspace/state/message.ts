/** A message as Slack's Web API and payloads show it. */
export interface Message {
  readonly type: 'message';
  readonly subtype?: string;
  readonly ts: string;
  readonly user: string;
  readonly team: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly unknown[];
  readonly thread_ts?: string;
  readonly metadata?: Metadata;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly reactions?: readonly Reaction[];
  readonly files?: readonly StoredFile[];
}

/** A checked block; Slack adds a block_id where none was given. */
export interface Block {
  readonly type: string;
  readonly block_id: string;
  readonly [key: string]: unknown;
}

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
  readonly count: number;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly created: number;
  readonly timestamp: number;
  readonly user: string;
  readonly filetype: string;
  readonly pretty_type: string;
  readonly mimetype: string;
  /** Of a picture: what it shows, and its size in pixels. */
  readonly alt_txt?: string;
  readonly original_w?: number;
  readonly original_h?: number;
  readonly size: number;
  readonly url_private: string;
  readonly url_private_download: string;
  readonly permalink: string;
}

/** What only one person sees, in the channel or thread where it was sent; gone when Slack forgets it. */
export interface Ephemeral {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  /** Who seems to speak: the app, or Slackbot where Slack itself has something to say. */
  readonly from: string;
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly thread_ts?: string;
}
