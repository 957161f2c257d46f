import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { checkBlocks } from './check-blocks.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const;
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) }) as const;
const button = (action_id: string) => ({ type: 'button', action_id, text: plain('Go') }) as const;
const rich = (text: string) =>
  ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  }) as const;

/** The examples of docs.slack.dev/reference/block-kit/blocks, shortened; Slack's own types agree with their shapes. */
const documented: readonly KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'actions1',
    elements: [
      {
        type: 'static_select',
        placeholder: { type: 'plain_text', text: 'Which witch is the witchiest witch?' },
        action_id: 'select_2',
        options: [{ text: { type: 'plain_text', text: 'Matilda' }, value: 'matilda' }],
      },
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Cancel' },
        value: 'cancel',
        action_id: 'button_1',
      },
    ],
  },
  {
    type: 'context',
    elements: [
      {
        type: 'image',
        image_url: 'https://image.freepik.com/free-photo/red-drawing-pin_1156-445.jpg',
        alt_text: 'images',
      },
      { type: 'mrkdwn', text: 'Location: **Dogpatch**' },
    ],
  },
  {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'feedback_buttons_1',
        positive_button: { text: { type: 'plain_text', text: 'Good' }, value: 'positive_feedback' },
        negative_button: { text: { type: 'plain_text', text: 'Bad' }, value: 'negative_feedback' },
      },
      {
        type: 'icon_button',
        icon: 'trash',
        text: { type: 'plain_text', text: 'Delete' },
        action_id: 'delete_button_1',
      },
    ],
  },
  { type: 'divider' },
  { type: 'header', text: { type: 'plain_text', text: 'A Heartfelt Header' } },
  {
    type: 'image',
    title: { type: 'plain_text', text: 'Please enjoy this photo of a kitten' },
    block_id: 'image4',
    image_url: 'http://placekitten.com/500/500',
    alt_text: 'An incredibly cute kitten.',
  },
  {
    type: 'input',
    element: { type: 'plain_text_input' },
    label: { type: 'plain_text', text: 'Label', emoji: true },
  },
  { type: 'markdown', text: '**Lots of information here!!**' },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Hello there, ' },
          { type: 'text', text: 'I am bold', style: { bold: true } },
          { type: 'emoji', name: 'basketball' },
          { type: 'link', url: 'https://api.slack.com' },
          { type: 'user', user_id: 'U12345678' },
          { type: 'channel', channel_id: 'C123ABC456' },
          { type: 'broadcast', range: 'everyone' },
          { type: 'color', value: '#F405B3' },
          { type: 'date', timestamp: 1_720_710_212, format: '{date_num} at {time}', fallback: 'timey' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        indent: 0,
        border: 0,
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'item one' }] }],
      },
      {
        type: 'rich_text_preformatted',
        border: 0,
        elements: [{ type: 'text', text: '{\n  "object": {}\n}' }],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'What we need is good examples' }] },
    ],
  },
  {
    type: 'section',
    text: { text: 'A message *with some bold text* and _some italicized text_.', type: 'mrkdwn' },
    fields: [
      { type: 'mrkdwn', text: '*Priority*' },
      { type: 'plain_text', text: 'High' },
    ],
    accessory: { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://example.com' },
  },
  {
    type: 'table',
    column_settings: [{ is_wrapped: true }, { align: 'right' }],
    rows: [
      [
        { type: 'raw_text', text: 'Header A' },
        { type: 'raw_text', text: 'Header B' },
      ],
      [
        { type: 'raw_text', text: 'Data 1A' },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [{ text: 'Data 1B', type: 'link', url: 'https://slack.com' }],
            },
          ],
        },
      ],
    ],
  },
  {
    type: 'video',
    title: { type: 'plain_text', text: 'Use the Events API to create a dynamic App Home' },
    title_url: 'https://www.youtube.com/watch?v=8876OZV_Yy0',
    description: { type: 'plain_text', text: 'Slack sure is nifty!' },
    video_url: 'https://www.youtube.com/embed/8876OZV_Yy0?feature=oembed&autoplay=1',
    alt_text: 'Use the Events API to create a dynamic App Home',
    thumbnail_url: 'https://i.ytimg.com/vi/8876OZV_Yy0/hqdefault.jpg',
    author_name: 'Arcado Buendia',
    provider_name: 'YouTube',
  },
  {
    type: 'container',
    title: { type: 'plain_text', text: 'Evidence' },
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '`ip route get`' } }],
  },
  {
    type: 'card',
    title: { type: 'mrkdwn', text: 'Lumon' },
    body: { type: 'mrkdwn', text: 'Work is mysterious' },
    actions: [{ type: 'button', text: { type: 'plain_text', text: 'Accept' }, action_id: 'accept' }],
  },
];

const planned: KnownBlock = {
  type: 'plan',
  title: 'Thinking completed',
  tasks: [
    {
      type: 'task_card',
      task_id: 'call_001',
      title: 'Fetched user profile information',
      status: 'in_progress',
      output: {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Profile data loaded' }] }],
      },
    },
  ],
};

const dataTable: KnownBlock = {
  type: 'data_table',
  caption: 'Hosts',
  page_size: 10,
  rows: [
    [
      { type: 'raw_text', text: 'Host' },
      { type: 'raw_text', text: 'Containers' },
    ],
    [
      { type: 'raw_text', text: 'hz-shop' },
      { type: 'raw_number', value: 3, text: '3' },
    ],
  ],
};

describe('checkBlocks takes what Slack documents', () => {
  test.each(documented.map((block) => [block.type, block] as const))('%s', (_, block) => {
    expect(checkBlocks([block], 'message')).toEqual([]);
  });

  test('a plan of tasks, and a table with pages', () => {
    expect(checkBlocks([planned], 'message')).toEqual([]);
    expect(checkBlocks([dataTable], 'message')).toEqual([]);
  });

  test('an alert in a modal, which a message refuses', () => {
    const alert = { type: 'alert', text: plain('No such host'), level: 'error' };
    expect(checkBlocks([alert], 'modal')).toEqual([]);
    expect(checkBlocks([alert], 'message')).toMatchObject([
      { pointer: '/0/type', message: 'unsupported type: alert' },
    ]);
  });

  test('the same action_id in two blocks, which lists of hosts need', () => {
    const blocks = [
      { type: 'actions', block_id: 'a', elements: [button('fix')] },
      { type: 'actions', block_id: 'b', elements: [button('fix')] },
    ];
    expect(checkBlocks(blocks, 'message')).toEqual([]);
  });
});

/** Wordings as people pasted them into issues, where one did; the pointers are Slack's. */
const refused: readonly (readonly [string, unknown, string, string])[] = [
  ['an unknown block', { type: 'nonsense' }, '/0/type', 'unsupported type: nonsense'],
  ['a block without a type', { text: 'x' }, '/0', 'missing required field: type'],
  ['an unknown key', { ...section('x'), colour: 'red' }, '/0', 'invalid additional property: colour'],
  [
    'a button with a key of another platform',
    { type: 'actions', elements: [{ ...button('a'), disabled: true }] },
    '/0/elements/0',
    'invalid additional property: disabled',
  ],
  [
    'a section of 3,001 characters',
    section('x'.repeat(3001)),
    '/0/text/text',
    'must be less than 3001 characters',
  ],
  ['an empty section', section(''), '/0/text/text', 'must be more than 0 characters'],
  ['a section with nothing', { type: 'section' }, '/0/type', 'must define either `text` or `fields`'],
  [
    'eleven fields',
    { type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) },
    '/0/fields',
    'no more than 10 items allowed',
  ],
  [
    'a long field',
    { type: 'section', fields: [plain('x'.repeat(2001))] },
    '/0/fields/0/text',
    'must be less than 2001 characters',
  ],
  [
    'a header in mrkdwn',
    { type: 'header', text: mrkdwn('*no*') },
    '/0/text/type',
    'must be a valid enum value',
  ],
  [
    'a header of 151 characters',
    { type: 'header', text: plain('x'.repeat(151)) },
    '/0/text/text',
    'must be less than 151 characters',
  ],
  [
    'a long button',
    { type: 'actions', elements: [{ ...button('a'), text: plain('x'.repeat(76)) }] },
    '/0/elements/0/text/text',
    'must be less than 76 characters',
  ],
  [
    'a button with a long value',
    { type: 'actions', elements: [{ ...button('a'), value: 'x'.repeat(2001) }] },
    '/0/elements/0/value',
    'must be less than 2001 characters',
  ],
  [
    '26 buttons',
    { type: 'actions', elements: Array.from({ length: 26 }, (_, n) => button(`b${n}`)) },
    '/0/elements',
    'no more than 25 items allowed',
  ],
  ['no button', { type: 'actions', elements: [] }, '/0/elements', 'no fewer than 1 items allowed'],
  [
    'the same action_id in one block',
    { type: 'actions', elements: [button('a'), button('a')] },
    '/0/elements/1/action_id',
    '`action_id` "a" already exists',
  ],
  [
    'an input element among actions',
    { type: 'actions', elements: [{ type: 'plain_text_input' }] },
    '/0/elements/0/type',
    'unsupported type: plain_text_input',
  ],
  [
    'eleven things in a context',
    { type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) },
    '/0/elements',
    'no more than 10 items allowed',
  ],
  ['an empty run of rich text', rich(''), '/0/elements/0/elements/0/text', 'must be more than 0 characters'],
  [
    'a table of 101 rows',
    { type: 'table', rows: Array.from({ length: 101 }, () => [{ type: 'raw_text', text: 'x' }]) },
    '/0/rows',
    'no more than 100 items allowed',
  ],
  [
    'a table of 21 columns',
    { type: 'table', rows: [Array.from({ length: 21 }, () => ({ type: 'raw_text', text: 'x' }))] },
    '/0/rows/0',
    'no more than 20 items allowed',
  ],
  [
    'an empty cell',
    { type: 'table', rows: [[{ type: 'raw_text', text: '' }]] },
    '/0/rows/0/0/text',
    'must be more than 0 characters',
  ],
  [
    'a task that is completed instead of complete',
    { ...planned, tasks: [{ task_id: 'a', title: 'b', status: 'completed' }] },
    '/0/tasks/0/status',
    'must be a valid enum value',
  ],
  [
    'a container in a container',
    {
      type: 'container',
      title: plain('x'),
      child_blocks: [{ type: 'container', title: plain('y'), child_blocks: [section('z')] }],
    },
    '/0/child_blocks/0/type',
    'unsupported type: container',
  ],
  [
    'a container without a title',
    { type: 'container', child_blocks: [section('z')] },
    '/0',
    'must define either `title` or `rich_text_title`',
  ],
  [
    'a data table with uneven rows',
    { ...dataTable, rows: [...dataTable.rows, [{ type: 'raw_text', text: 'x' }]] },
    '/0/rows/2',
    'must have 2 cells as the header row',
  ],
  [
    'a picture from nowhere',
    { type: 'image', alt_text: 'x' },
    '/0',
    'must define either `image_url` or `slack_file`',
  ],
  [
    'a confirmation without words',
    { type: 'actions', elements: [{ ...button('a'), confirm: { title: plain('Sure?') } }] },
    '/0/elements/0/confirm',
    'missing required field: text',
  ],
  [
    'a long markdown',
    { type: 'markdown', text: 'x'.repeat(12_001) },
    '/0/text',
    'must be less than 12001 characters',
  ],
  [
    'a file, which only Slack makes',
    { type: 'file', external_id: 'x', source: 'remote' },
    '/0/type',
    'unsupported type: file',
  ],
];

describe('checkBlocks refuses what Slack refuses', () => {
  test.each(refused)('%s', (_, block, pointer, message) => {
    expect(checkBlocks([block], 'message')).toContainEqual({ pointer, code: 'failed_constraint', message });
  });

  test('51 blocks in a message, which a home tab takes', () => {
    const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' }));
    expect(checkBlocks(blocks, 'message')).toMatchObject([
      { pointer: '', message: 'no more than 50 items allowed' },
    ]);
    expect(checkBlocks(blocks, 'home')).toEqual([]);
  });

  test('a block_id used twice, also inside a container', () => {
    const inner = {
      type: 'container',
      title: plain('x'),
      child_blocks: [{ ...section('y'), block_id: 'a' }],
    };
    expect(checkBlocks([{ ...section('x'), block_id: 'a' }, inner], 'message')).toMatchObject([
      { pointer: '/1/child_blocks/0/block_id', message: '`block_id` "a" already exists' },
    ]);
  });

  test('two tables or two plans in one message', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(checkBlocks([table, dataTable], 'message')).toMatchObject([
      { pointer: '/1', message: 'only_one_table_allowed' },
    ]);
    expect(checkBlocks([planned, planned], 'message')).toMatchObject([{ pointer: '/1' }]);
  });

  test('markdown blocks that together pass 12,000 characters', () => {
    const markdown = { type: 'markdown', text: 'x'.repeat(7000) };
    expect(checkBlocks([markdown, markdown], 'message')).toContainEqual({
      pointer: '/1/text',
      code: 'failed_constraint',
      message: 'must be less than 12001 characters in all markdown blocks',
    });
  });

  // Published measurements of the real service (slackapi/bolt-js issues 2509 and 2867).
  test.each([
    [9597, 50, false],
    [6020, 33, false],
    [4649, 28, false],
    [11_341, 45, true],
    [13_297, 5, true],
  ])('%i characters in %i blocks: too long is %s', (characters, count, tooLong) => {
    const each = Math.floor(characters / count);
    const blocks = Array.from({ length: count }, (_, index) =>
      section('x'.repeat(index === 0 ? characters - each * (count - 1) : each)),
    );
    const codes = checkBlocks(blocks, 'message').map(({ code }) => code);
    expect(codes).toEqual(tooLong ? ['msg_blocks_too_long'] : []);
  });

  test('blocks that are no list', () => {
    expect(checkBlocks({ type: 'divider' }, 'message')).toMatchObject([{ message: 'must provide an array' }]);
    expect(checkBlocks('nonsense', 'message')).toHaveLength(1);
    expect(checkBlocks([null], 'message')).toHaveLength(1);
  });
});
