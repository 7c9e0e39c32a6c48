import { setStage } from '../test/chaos/stage.ts';
import { killAtTicks, makeUpForGap } from '../test/chaos/two-schedulers.ts';
import { fault } from './fault.ts';

fault('R9', async (report) => {
  const gap = await makeUpForGap(await setStage(), { minutes: 20 });
  report.exactly('20 min of gap: ticks at least', gap.expected >= 20, true);
  report.exactly('missed', gap.missed, 0);
  report.exactly('doubled', gap.doubled, 0);
  const kills = await killAtTicks(await setStage(), { ticks: 3 });
  report.exactly(`kills at ${kills.expected} ticks: missed`, kills.missed, 0);
  report.exactly('doubled', kills.doubled, 0);
});
