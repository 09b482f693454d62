import type { MetricId } from './registry.ts';
import type { MetricValue } from '../core/result.ts';

/** Every metric of one group of problems. */
export type MetricTable = Readonly<Record<MetricId, MetricValue>>;
