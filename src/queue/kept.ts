import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** Texts that outlive their job, beside the jobs: what stood under a key last, for a time. As durable as they are. */
export interface KeptTexts {
  write(key: string, text: string, forMs: number): Promise<void>;
  /** Undefined where there was none, or where its time is over. */
  read(key: string): Promise<string | undefined>;
}

/** Snapshots become a fifth of their size. */
export const pack = (text: string): Promise<Buffer> => promisify(gzip)(text);
export const unpack = async (bytes: Uint8Array): Promise<string> =>
  (await promisify(gunzip)(bytes)).toString('utf8');

/** For a process that has no queue, and for tests: gone with the process. */
export function memoryKept(clock: () => number = Date.now): KeptTexts {
  const texts = new Map<string, { readonly text: string; readonly until: number }>();
  return {
    async write(key, text, forMs) {
      texts.set(key, { text, until: clock() + forMs });
    },
    async read(key) {
      const found = texts.get(key);
      return found !== undefined && clock() < found.until ? found.text : undefined;
    },
  };
}
