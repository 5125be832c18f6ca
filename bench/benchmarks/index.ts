import type { Benchmark } from '../benchmark'
import { announcedChange } from './announcedChange'
import { catalogSync } from './catalogSync'
import { coldCatalog } from './coldCatalog'
import { largeCart } from './largeCart'
import { parallelPlacement } from './parallelPlacement'
import { partnerOutage } from './partnerOutage'
import { steadyMemory } from './steadyMemory'
import { warmSimulation } from './warmSimulation'

/** In the order of DESIGN §5. */
export const BENCHMARKS: readonly Benchmark[] = [
  warmSimulation,
  largeCart,
  partnerOutage,
  announcedChange,
  coldCatalog,
  catalogSync,
  parallelPlacement,
  steadyMemory,
]
