import type { Store } from '../state/store.ts';
import { randomId } from '../state/ids.ts';

/** Files on their way: a place for the bytes, and the bytes once they came. */

interface Upload {
  readonly name: string;
  readonly at: number;
  readonly length: number;
  bytes: Uint8Array | undefined;
  readonly alt: string | undefined;
}

export class Uploads {
  readonly #files = new Map<string, Upload>();
  readonly #places = new Map<string, string>();
  readonly #store: Store;
  readonly #origin: string;

  constructor(store: Store, origin: string) {
    this.#store = store;
    this.#origin = origin;
  }

  reserve(name: string, length: number, alt?: string): { readonly id: string; readonly url: string } {
    const id = randomId('F');
    const place = this.#store.secret();
    const at = Math.floor(this.#store.clock() / 1000);
    this.#files.set(id, { name, at, length, bytes: undefined, alt });
    this.#places.set(place, id);
    return { id, url: `${this.#origin}/upload/v1/${place}` };
  }

  /** The bytes as the body itself or as the one file of a form. */
  async take(
    place: string,
    request: Request,
  ): Promise<{ readonly status: 200 | 400 | 404; readonly text: string }> {
    const upload = this.#files.get(this.#places.get(place) ?? '');
    if (!upload) return { status: 404, text: 'no such upload' };
    const form = request.headers.get('content-type')?.includes('multipart/form-data') === true;
    const body = form ? await fileOfForm(request) : new Uint8Array(await request.arrayBuffer());
    if (!body || body.byteLength !== upload.length)
      return { status: 400, text: 'the length is not as announced' };
    upload.bytes = body;
    return { status: 200, text: `OK - ${body.byteLength}` };
  }

  file(id: string): Upload | undefined {
    return this.#files.get(id);
  }
}

async function fileOfForm(request: Request): Promise<Uint8Array | undefined> {
  for (const value of (await request.formData()).values()) {
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer());
  }
  return undefined;
}
