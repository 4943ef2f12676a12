import { memo } from 'react';
import type { Meter } from './meter.ts';

/** A row of slots: dark in work, hatched blocked, grey done, hollow free, red above. */
export const MeterView = memo(function MeterView({ meter, words }: { readonly meter: Meter; readonly words: string }) {
  return (
    <div className={`meter ${meter.as}`} title={words}>
      <span className="unseen">{words}</span>
      {meter.segments.map((segment, index) => (
        <i key={index} className={segment.mark} style={meter.as === 'bar' ? { flexGrow: segment.size } : undefined} />
      ))}
    </div>
  );
});
