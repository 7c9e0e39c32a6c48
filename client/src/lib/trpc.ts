import type { ApiRouter } from '@hybrid/contracts';
import { createTRPCReact } from '@trpc/react-query';

/** Typed hooks for every procedure of the contract. */
export const trpc = createTRPCReact<ApiRouter>();
