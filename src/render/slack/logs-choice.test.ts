import { describe, expect, it } from 'vitest';
import { readAloud } from '../../../test/support/slack-text.ts';
import type { FoundContainer, FoundContainers } from '../../report/found-container.ts';
import { checkBlocks } from '../../workspace/block-kit/check-blocks.ts';
import { renderChoice } from './logs-choice.ts';

function container(host: string, name = 'topapi'): FoundContainer {
  return {
    host,
    id: `${host}-${name}`,
    name,
    image: 'topapi:2',
    state: 'running',
    status: 'Up 3 hours',
    project: 'shop',
    service: 'topapi',
  };
}

function choice(found: Partial<FoundContainers>, host?: string) {
  const nothing: FoundContainers = { matches: [], earlier: [], near: [], notAsked: [] };
  return renderChoice({
    container: 'topapi',
    host,
    query: { tail: 50 },
    found: { ...nothing, ...found },
    askedBy: 'U012AB3CD',
  });
}

describe('several containers of a name', () => {
  it('are told apart by host, state, image and project, and each has a button with the question', () => {
    const message = choice({ matches: [container('web-1'), container('web-2')] });
    const text = readAloud(message);
    expect(text).toContain('topapi is 2 containers. Which one?');
    expect(text).toContain('web-2: topapi, Up 3 hours, topapi:2, shop/topapi');
    const button = JSON.stringify(message.blocks.filter(({ type }) => type === 'actions'));
    expect(button).toContain(
      JSON.stringify(
        JSON.stringify({ container: 'topapi', host: 'web-2', id: 'web-2-topapi', query: { tail: 50 } }),
      ),
    );
  });

  it('of a whole fleet stay within what Slack takes, and say how to name one', () => {
    const fleet = Array.from({ length: 80 }, (_, n) => container(`web-${n}`, `topapi-${'x'.repeat(100)}`));
    const message = choice({ matches: fleet });
    expect(checkBlocks(message.blocks, 'message')).toEqual([]);
    expect(readAloud(message)).toContain('… and 65 more: name the host, /logs <container> on <host>.');
  });
});

describe('a name that nobody has', () => {
  it('on a host is said of that host alone', () => {
    expect(readAloud(choice({}, 'web-1'))).toContain('No container is called topapi on web-1.');
  });

  it('comes with every host that could not be asked, and why, as far as there is room', () => {
    const notAsked = Array.from({ length: 40 }, (_, n) => ({
      host: `web-${n}`,
      because: `web-${n} does not answer on port 22. ${'x'.repeat(400)}`,
    }));
    const message = choice({ notAsked });
    expect(checkBlocks(message.blocks, 'message')).toEqual([]);
    expect(readAloud(message)).toContain('web-1: web-1 does not answer on port 22.');
    expect(readAloud(message)).toContain('… and 31 more');
  });

  it('cannot be made to ring anybody', () => {
    const message = renderChoice({
      container: '<!channel>',
      query: {},
      found: { matches: [], earlier: [], near: [], notAsked: [{ host: '<!here>', because: '<@U1>' }] },
    });
    expect(message.text).toBe('⚠️ No container is called &lt;!channel&gt; on any host that could be asked.');
    expect(message.blocks.filter(({ type }) => type === 'context' || type === 'section')).toEqual([]);
  });
});
