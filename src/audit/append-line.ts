import { constants } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
const NEW_LINE = 10;

/**
 * Adds one line to a file that several processes add to: one write(2) with O_APPEND, which Linux does not mix with others', and
 * is done only when it is on the disk. A line that an earlier process could not finish (a full disk) is ended first, so that
 * it spoils no other. Throws where the line was not written as a whole.
 */
export async function appendLine(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, APPEND, 0o600);
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.from(`${(await endsOpen(handle, size)) ? '\n' : ''}${text}\n`);
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw new Error(`only ${bytesWritten} of ${bytes.length} bytes fit`);
    await handle.sync();
    if (size === 0) await syncFolder(dirname(file));
  } finally {
    await handle.close();
  }
}

async function endsOpen(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== NEW_LINE;
}

/** The name of a new file is on the disk only when its folder is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
