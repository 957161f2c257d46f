import { z } from 'zod';
import { count, parseEach, texts } from './docker-api.ts';
import type { Fact } from './fact.ts';

export interface Image {
  /** `sha256:…` */
  readonly id: string;
  /** `shop/web:5`; none where the tag has moved on to another image. */
  readonly tags: readonly string[];
  /** Seconds since 1970. */
  readonly created: number;
}

const Body = z.object({ Id: z.string(), RepoTags: texts, Created: count }).transform((image): Image => ({
  id: image.Id,
  tags: image.RepoTags.filter((tag) => tag !== '<none>:<none>'),
  created: image.Created,
}));

/** `[{"Id":"sha256:ad2b…","RepoTags":["shop/web:5"],"RepoDigests":null,"Created":1542856504,…},…]` */
export const dockerImages: Fact<'docker-images', readonly Image[]> = {
  id: 'docker-images',
  title: 'images and their tags',
  read: { kind: 'docker', path: '/images/json' },
  parse: (raw) => parseEach(raw, Body),
};
