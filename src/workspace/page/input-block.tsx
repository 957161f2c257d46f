import { useId } from 'preact/hooks';
import { Element } from './elements.tsx';
import type { Json } from './json.ts';
import { isJson, string, words } from './json.ts';
import { useSurface } from './surface.tsx';

/** A field with its label, its hint and what is wrong with it. */
export function InputBlock({ block }: { readonly block: Json }) {
  const id = useId();
  const { form } = useSurface();
  const blockId = string(block['block_id']);
  const error = form?.errors[blockId];
  const hint = words(block['hint']);
  const describedBy = [error !== undefined && `${id}-error`, hint !== '' && `${id}-hint`].filter(Boolean);
  if (!isJson(block['element'])) return null;
  return (
    <div class="field">
      <label id={`${id}-label`} for={id}>
        {words(block['label'])}
        {block['optional'] === true && <small class="muted"> (optional)</small>}
      </label>
      <Element
        element={block['element']}
        blockId={blockId}
        waits={block['dispatch_action'] !== true}
        id={id}
        describedBy={describedBy.join(' ') || undefined}
        invalid={error !== undefined}
      />
      {error !== undefined && (
        <p id={`${id}-error`} class="wrong">
          <span aria-hidden="true">✕</span> {error}
        </p>
      )}
      {hint !== '' && (
        <p id={`${id}-hint`} class="muted">
          {hint}
        </p>
      )}
    </div>
  );
}
