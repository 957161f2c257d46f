import { z } from 'zod';
import type { StoredFile } from '../state/message.ts';
import { BOT_USER } from '../state/people.ts';
import type { Desk, Method } from './answer.ts';
import { accept, method, refuse } from './answer.ts';
import { nested } from './args.ts';
import { contentShape, refusedBlocks } from './content.ts';
import { pictureSize } from './picture-size.ts';

const write = { token: 'bot', scope: 'files:write' } as const;

/** The three steps of an upload: ask for a place, send the bytes there, complete it into a channel or thread. */
export const fileMethods: readonly Method[] = [
  method(
    { name: 'files.getUploadURLExternal', ...write },
    z.object({
      filename: z.string(),
      length: z.coerce.number().int(),
      alt_txt: z.string().optional(),
    }),
    ({ filename, length, alt_txt }, desk) => {
      if (length < 1) return refuse('invalid_arguments');
      if ((alt_txt?.length ?? 0) > 1_000) return refuse('alt_txt_too_large');
      const { id, url } = desk.reserveUpload(filename, length, alt_txt);
      return accept({ upload_url: url, file_id: id });
    },
  ),
  method(
    { name: 'files.completeUploadExternal', ...write },
    z.object({
      files: nested(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
      channel_id: z.string().optional(),
      channels: z.string().optional(),
      thread_ts: z.string().optional(),
      initial_comment: z.string().optional(),
      blocks: contentShape.blocks,
    }),
    ({ files: wanted, channel_id, channels, thread_ts, initial_comment, blocks }, desk) => {
      const refusal = refusedBlocks(blocks);
      if (refusal) return refusal;
      const targets = [channel_id, ...(channels?.split(',') ?? [])].filter((id) => id !== undefined);
      const rooms = targets.map((id) => desk.store.room(id));
      if (rooms.some((room) => room === undefined)) return refuse('channel_not_found');
      if (rooms.some((room) => !room?.members.includes(BOT_USER))) return refuse('not_in_channel');
      const files = wanted.map(({ id, title }) => fileOf(desk, id, title));
      if (files.some((file) => file === undefined)) return refuse('file_not_found');
      const found = files.filter((file) => file !== undefined);
      const given = z.array(z.record(z.string(), z.unknown())).optional().parse(blocks);
      for (const room of rooms) {
        if (room)
          desk.store.post(room.id, BOT_USER, {
            text: initial_comment ?? '',
            blocks: given,
            files: found,
            threadTs: thread_ts,
          });
      }
      return accept({ files: found });
    },
  ),
  method(
    { name: 'files.info', token: 'bot', scope: 'files:read' },
    z.object({ file: z.string() }),
    ({ file }, desk) => {
      const found = fileOf(desk, file, undefined);
      return found ? accept({ file: found }) : refuse('file_not_found');
    },
  ),
];

/** A file is there once its bytes are. */
function fileOf(desk: Desk, id: string, title: string | undefined): StoredFile | undefined {
  const upload = desk.uploaded(id);
  if (!upload?.bytes) return undefined;
  const address = `${desk.origin}/files-pri/${id}/${encodeURIComponent(upload.name)}`;
  return {
    id,
    name: upload.name,
    title: title ?? upload.name,
    created: upload.at,
    timestamp: upload.at,
    user: BOT_USER,
    ...kindOf(upload.name, upload.bytes),
    ...(upload.alt === undefined ? {} : { alt_txt: upload.alt }),
    size: upload.bytes.byteLength,
    url_private: address,
    url_private_download: address,
    permalink: address,
  };
}

function kindOf(name: string, bytes: Uint8Array) {
  const size = pictureSize(bytes);
  if (size !== undefined) {
    const [original_w, original_h] = size;
    return { filetype: 'png', pretty_type: 'PNG', mimetype: 'image/png', original_w, original_h };
  }
  return name.endsWith('.json')
    ? { filetype: 'json', pretty_type: 'JSON', mimetype: 'application/json' }
    : { filetype: 'text', pretty_type: 'Plain Text', mimetype: 'text/plain' };
}
