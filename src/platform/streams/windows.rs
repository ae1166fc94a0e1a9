//! The streams that Windows tells of.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    os::windows::{ffi::OsStringExt, fs::OpenOptionsExt, io::AsRawHandle},
    path::{Path, PathBuf},
};

use windows_sys::Win32::{
    Foundation::{
        ERROR_CALL_NOT_IMPLEMENTED, ERROR_HANDLE_EOF, ERROR_INVALID_FUNCTION, ERROR_INVALID_PARAMETER, ERROR_MORE_DATA,
        ERROR_NOT_SUPPORTED,
    },
    Storage::FileSystem::{
        FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, FILE_SHARE_DELETE, FILE_SHARE_READ, FILE_SHARE_WRITE,
        FileStreamInfo, GetFileInformationByHandleEx,
    },
};

use super::{LONGEST, Streams, parse};
use crate::platform::{name_bytes, name_of_bytes};

/// Room for the names of the streams of most files.
const ROOM: usize = 4 << 10;
/// Nobody needs more: a name is 255 letters at most.
const MOST_ROOM: usize = 4 << 20;

/// The streams of a file or folder.
pub struct StreamsAt<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// It, if it is open: then it need not be looked up again to be asked.
    pub file: Option<&'a File>,
}

impl StreamsAt<'_> {
    fn path_of(&self, name: &[u8]) -> io::Result<PathBuf> {
        let name = name_of_bytes(name).ok_or(io::ErrorKind::InvalidFilename)?;
        let mut path = self.path.as_os_str().to_owned();
        path.push(":");
        path.push(name);
        path.push(":$DATA");
        Ok(PathBuf::from(path))
    }
}

impl Streams for StreamsAt<'_> {
    fn list(&self) -> io::Result<Vec<(Vec<u8>, u64)>> {
        let opened;
        let file = match self.file {
            Some(file) => file,
            None => {
                let flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
                opened = OpenOptions::new().access_mode(0).custom_flags(flags).open(self.path)?;
                &opened
            }
        };
        let mut room = ROOM;
        loop {
            // Words of eight bytes, as the answer must begin at such a place.
            let mut answer = vec![0_u64; room / size_of::<u64>()];
            // SAFETY: the handle is open while `file` lives, and the buffer is as long as is said.
            let told = unsafe {
                GetFileInformationByHandleEx(
                    file.as_raw_handle(),
                    FileStreamInfo,
                    answer.as_mut_ptr().cast(),
                    room as u32,
                )
            } != 0;
            if told {
                let answer: Vec<u8> = answer.into_iter().flat_map(u64::to_le_bytes).collect();
                let name = |units: Vec<u16>| name_bytes(&OsString::from_wide(&units));
                return Ok(parse(&answer).into_iter().map(|(units, size)| (name(units), size)).collect());
            }
            let error = io::Error::last_os_error();
            match error.raw_os_error().map(|code| code as u32) {
                Some(ERROR_MORE_DATA) if room < MOST_ROOM => room *= 8,
                // A folder without streams, or a file system that has none.
                Some(
                    ERROR_HANDLE_EOF
                    | ERROR_INVALID_PARAMETER
                    | ERROR_INVALID_FUNCTION
                    | ERROR_NOT_SUPPORTED
                    | ERROR_CALL_NOT_IMPLEMENTED,
                ) => return Ok(Vec::new()),
                _ => return Err(error),
            }
        }
    }

    fn read(&self, name: &[u8]) -> io::Result<Vec<u8>> {
        let stream = OpenOptions::new()
            .read(true)
            .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
            .open(self.path_of(name)?)?;
        let mut content = Vec::new();
        stream.take(LONGEST + 1).read_to_end(&mut content)?;
        Ok(content)
    }

    fn write(&self, name: &[u8], content: &[u8]) -> io::Result<()> {
        let mut stream = OpenOptions::new().write(true).create(true).truncate(true).open(self.path_of(name)?)?;
        stream.write_all(content)
    }
}
