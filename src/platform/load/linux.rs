//! Load on Linux: `/proc/stat` and `/proc/self/stat`, both in the same unit (`proc(5)`).

use std::fs;

use super::Ticks;
use crate::platform::unknown::{Fact, Source, Unknown};

const ALL: &str = "/proc/stat";
const OWN: &str = "/proc/self/stat";

pub fn ticks() -> Fact<Ticks> {
    let read = |path| fs::read_to_string(path).map_err(|error| Unknown::failed(Source::Processors, error));
    let (all, busy) = processors(&read(ALL)?).ok_or(Unknown::Unsaid(Source::Processors))?;
    let own = process(&read(OWN)?).ok_or(Unknown::Unsaid(Source::Processors))?;
    Ok(Ticks { all, busy, own })
}

/// All time and the busy part of it, from the line of all processors together. Time that went to other virtual machines is not
/// idle, but no program of this computer's either.
fn processors(text: &str) -> Option<(u64, u64)> {
    let line = text.lines().find_map(|line| line.strip_prefix("cpu "))?;
    let times: Option<Vec<u64>> = line.split_ascii_whitespace().take(8).map(|time| time.parse().ok()).collect();
    let [user, nice, system, idle, waiting, interrupts, soft, stolen] = times?[..] else { return None };
    let busy = user.checked_add(nice)?.checked_add(system)?.checked_add(interrupts)?.checked_add(soft)?;
    Some((busy.checked_add(idle)?.checked_add(waiting)?.checked_add(stolen)?, busy))
}

/// Time of the process and all its threads. Its name, which comes in brackets before, may hold anything.
fn process(text: &str) -> Option<u64> {
    let (_, fields) = text.rsplit_once(')')?;
    let mut times = fields.split_ascii_whitespace().skip(11);
    let (user, system): (u64, u64) = (times.next()?.parse().ok()?, times.next()?.parse().ok()?);
    user.checked_add(system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_tables_are_read() {
        let text = "cpu  10 20 30 400 50 6 7 8 9 1\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 12\n";
        assert_eq!(processors(text), Some((531, 73)));
        for wrong in ["", "cpu 1 2 3", "cpu  a b c d e f g h", "cpu  18446744073709551615 1 1 1 1 1 1 1"] {
            assert_eq!(processors(wrong), None, "{wrong}");
        }
        let own = "17 (a) b) S 1 17 17 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 1 0 100 0 0";
        assert_eq!(process(own), Some(300));
        assert_eq!(process("17 (a) S 1"), None);
    }
}
