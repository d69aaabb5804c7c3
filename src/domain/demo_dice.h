/* Chance that comes out the same for the same seed (SplitMix64, Steele, Lea and Flood 2014). For
 * the demonstration's history only: secrets come from crypto/random. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline uint64_t dice_next(struct dice *dice)
{
	uint64_t z = dice->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* 0 ... count - 1 */
static inline int dice_below(struct dice *dice, int count)
{
	return (int)(dice_next(dice) % (uint64_t)count);
}

static inline bool dice_chance(struct dice *dice, int percent)
{
	return dice_below(dice, 100) < percent;
}

/* Which of `count` weights the dice fall on. */
static inline int dice_pick(struct dice *dice, const int *weights, int count)
{
	int sum = 0, left, i = 0;

	for (int k = 0; k < count; k++)
		sum += weights[k];
	left = dice_below(dice, sum);
	while (left >= weights[i])
		left -= weights[i++];
	return i;
}
