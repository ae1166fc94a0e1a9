//! Large stretches of memory in the system's large pages: the processor finds its way in them quicker, and the system hands them out
//! in fewer pieces.

/// So many zeros, in large pages where the system has them. What is not written to takes no memory.
pub fn zeros(length: usize) -> Vec<u8> {
    let mut stretch = vec![0; length];
    prefer_large_pages(&mut stretch);
    stretch
}

/// Nothing but speed depends on it. Only Linux is asked: other systems give large pages by themselves, or by special right only.
#[cfg(target_os = "linux")]
fn prefer_large_pages(stretch: &mut [u8]) {
    let page = rustix::param::page_size();
    let before = stretch.as_ptr().addr() % page;
    let length = (before + stretch.len()).next_multiple_of(page);
    let start = stretch.as_mut_ptr().wrapping_byte_sub(before);
    // SAFETY: whole pages are meant, each with something of the stretch in it, and what pages hold does not change by this advice.
    let _advised = unsafe { rustix::mm::madvise(start.cast(), length, rustix::mm::Advice::LinuxHugepage) };
}

#[cfg(not(target_os = "linux"))]
fn prefer_large_pages(_: &mut [u8]) {}
