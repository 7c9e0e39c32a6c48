import type { Me } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { meKey } from '../../lib/query-client.ts';
import { trpc } from '../../lib/trpc.ts';

/** Changes one's own account, and shows everywhere what came of it. */
export function useSettingsUpdate(): ReturnType<typeof trpc.accounts.updateSettings.useMutation> {
  const client = useQueryClient();
  return trpc.accounts.updateSettings.useMutation({
    onSuccess: (saved: Me) => {
      client.setQueryData(meKey, saved);
      // What others see of the person stands in many answers.
      void client.invalidateQueries({ refetchType: 'inactive' });
    },
  });
}
