import { z } from 'zod';
import { make } from './world/make.ts';
import { placeIn } from './world/place.ts';
import { slugOf } from './world/prose.ts';
import { type Setting, worldOf } from './world/setting.ts';
import type { Fields } from './world/things.ts';
import type { Caller } from './platform.ts';
import { type Role, roles } from './wishes.ts';

/** The signed-in person as the pipeline knows them. What their contract shows of them beside this is made as anything else is. */
const Person = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string(),
  bio: z.string().nullable(),
  image: z.string().nullable(),
  role: z.enum(roles),
  emailVerified: z.literal(true),
  language: z.null(),
  timeZone: z.literal('Europe/Berlin'),
  hasTwoFactor: z.literal(false),
  deletionDueAt: z.null(),
});

const Username = z.string();

/** What somebody is known by who signs in. */
export interface Identity {
  readonly username: string;
  readonly email: string;
  readonly role: Role;
}

/** The people whom one may sign in as, or be without signing in. */
export class People {
  readonly #setting: Setting;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  /** The person of a role; each role has one, who writes and is read like the others. */
  ofRole(role: Role): Identity {
    const make = () => '';
    const names = this.#setting.pools.valuesOf({ key: 'username', schema: Username, group: '', make });
    const username = String(names[2 + roles.indexOf(role)] ?? role);
    return { username, email: `${username}@example.com`, role };
  }

  /** The person that an input names: by their own name, else by the address; `admin@…` is an admin. */
  named({ username, email, role: said }: Fields): Identity {
    const address = typeof email === 'string' ? email : '';
    const local = address.split('@')[0] ?? '';
    const role = roles.find((one) => one === said) ?? roles.find((one) => one === local) ?? 'user';
    const name = typeof username === 'string' ? username : slugOf(local) || 'reader';
    return { username: name, email: address || `${name}@example.com`, role };
  }

  /** All that is known of a person. */
  callerOf(identity: Identity): Caller {
    const setting = this.#setting;
    const world = worldOf(setting, { name: '', caller: null, memory: setting.memory });
    const chance = setting.seed.of('person', identity.username);
    // Made by the schema above, field by field. Nobody acts as them.
    const person = make(Person, placeIn(world, chance, { given: { ...identity } })) as Caller;
    return { ...person, impersonator: undefined };
  }
}
