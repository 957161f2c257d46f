import { describe, expect, it } from 'vitest';
import { createTemplates } from './templates.ts';

interface Group {
  worth: number;
}

function templatesOf(limit = 100) {
  const forgotten: string[] = [];
  const templates = createTemplates<Group>({
    limit,
    worth: ({ worth }) => worth,
    onForgotten: ({ words }) => forgotten.push(words.join(' ')),
  });
  const learn = (message: string, apart = '') =>
    templates.learn(message.split(' '), apart, () => ({ worth: 1 }));
  const all = () => templates.all().map(({ words }) => words.join(' '));
  return { learn, all, forgotten };
}

describe('templates', () => {
  it('open the words in which alike messages differ', () => {
    const { learn, all } = templatesOf();
    const first = learn('Accepted publickey for ann from <*> port <*>');
    expect(learn('Accepted publickey for bob from <*> port <*>')).toBe(first);
    expect(all()).toEqual(['Accepted publickey for <*> from <*> port <*>']);
  });

  it('are told apart by their number of words, by their first plain words, and by what sets them apart', () => {
    const { learn, all } = templatesOf();
    learn('<*> disk sda is full');
    learn('<*> disk sda is full now');
    learn('<*> volume sda is full');
    learn('<*> disk sda is full', 'error');
    expect(all()).toHaveLength(4);
  });

  it('are not joined by what is open already', () => {
    const { learn, all } = templatesOf();
    learn('<*> <*> <*> Creating image');
    learn('<*> <*> <*> Creating claim');
    expect(all()).toEqual(['<*> <*> <*> Creating image', '<*> <*> <*> Creating claim']);
  });

  it('that are worth least are forgotten where there are too many, and can be learnt again', () => {
    const { learn, all, forgotten } = templatesOf(10);
    learn('kept for good').data.worth = 100;
    for (const word of 'abcdefghijklmnopqrstuvwxyz') learn(`${word}${word} ${word} once`);
    expect(all().length).toBeLessThanOrEqual(10);
    expect(all()).toContain('kept for good');
    expect(forgotten).toContain('aa a once');
    learn('aa a once');
    expect(all()).toContain('aa a once');
  });

  it('do not become more the more names there are at one place', () => {
    const { learn, all } = templatesOf(10_000);
    const letters = Array.from('abcdefghijklmnopqrst');
    for (const one of letters) for (const two of letters) learn(`host ${one}${two}x went away for <*>`);
    expect(all().length).toBeLessThanOrEqual(101);
  });

  it('pass over a message that is like none where nobody wants a group for it', () => {
    const passedOver: number[] = [];
    const templates = createTemplates<Group>({ limit: 10, worth: () => 1, onForgotten: () => undefined });
    const offer = (message: string) =>
      templates.learn(message.split(' '), 'other', (origin) => {
        passedOver.push(origin);
        return undefined;
      });
    templates.learn('the disk sda is full'.split(' '), 'other', () => ({ worth: 1 }));
    expect(offer('mail was sent')).toBeUndefined();
    expect(offer('the disk sdb is full')?.words.join(' ')).toBe('the disk <*> is full');
    expect(passedOver).toHaveLength(1);
    // It is known again by what leads to it, whatever follows.
    expect(offer('mail was lost')).toBeUndefined();
    expect(passedOver[1]).toBe(passedOver[0]);
    expect(templates.all()).toHaveLength(1);
  });
});
