import { useEffect, useState } from 'preact/hooks';
import type { StoredFile } from '../state/message.ts';
import { Icon } from './icons.tsx';

const fewLines = 8;
const manyLines = 400;
/** More than anybody reads on a page; the rest is behind the link. */
const mostCharacters = 100_000;

/** An uploaded file as Slack shows a text: its name, its beginning, and all of it on its own page. */
export function File({ file }: { readonly file: StoredFile }) {
  return file.mimetype === 'image/png' ? <PictureFile file={file} /> : <TextFile file={file} />;
}

function PictureFile({ file }: { readonly file: StoredFile }) {
  return (
    <figure class="file" aria-label={`File ${file.title}`}>
      <figcaption>
        <Name file={file} />
      </figcaption>
      <img class="picture" src={pathOf(file)} alt={file.alt_txt ?? ''} />
    </figure>
  );
}

function TextFile({ file }: { readonly file: StoredFile }) {
  const [text, setText] = useState<string>();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const gone = new AbortController();
    beginningOf(file, gone.signal).then(setText, () => undefined);
    return () => gone.abort();
  }, [file.id]);

  const lines = text?.trimEnd().split('\n') ?? [];
  const shown = lines.slice(0, open ? manyLines : fewLines);
  return (
    <figure class="file" aria-label={`File ${file.title}`}>
      <figcaption>
        <Name file={file} /> <span class="muted">{file.size.toLocaleString('en')} bytes</span>
        <a class="button" href={pathOf(file)} download={file.name}>
          <Icon name="download" size={14} /> Download
        </a>
      </figcaption>
      {shown.length > 0 && <pre>{shown.join('\n')}</pre>}
      {lines.length > fewLines && (
        <button class="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : 'Show more'}
        </button>
      )}
    </figure>
  );
}

function Name({ file }: { readonly file: StoredFile }) {
  return (
    <a class="name" href={file.url_private} target="_blank" rel="noopener">
      <Icon name={file.mimetype === 'image/png' ? 'picture' : 'file'} /> <strong>{file.title}</strong>
    </a>
  );
}

/** By its path alone, so that it is this server under whatever name the page was opened. */
const pathOf = ({ url_private }: StoredFile): string => new URL(url_private).pathname;

async function beginningOf(file: StoredFile, signal: AbortSignal): Promise<string> {
  const response = await fetch(pathOf(file), { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.text()).slice(0, mostCharacters);
}
