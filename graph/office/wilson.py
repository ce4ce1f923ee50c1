"""The Wilson score interval of a share: what range of the true share fits what was counted.

E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212; unlike the
usual interval it stays within 0 and 1 and means something for few cases and for shares of 0 and 1.
"""

from math import sqrt
from statistics import NormalDist


def wilson_interval(successes: int, cases: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """The lowest and highest share, 0 to 1, that fit `successes` out of `cases`; None without a case."""
    if cases == 0:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = successes / cases, z * z / cases
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / cases + spread / (4 * cases)) / (1 + spread)
    return 0.0 if successes == 0 else centre - half, 1.0 if successes == cases else centre + half
