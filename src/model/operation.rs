//! What can be tried on a path. Each language says it in its own way.

/// Something that was tried on a path and may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOperation {
    /// To open it.
    Open,
    /// To read it.
    Read,
    /// To read its attributes.
    ReadAttributes,
    /// To write it.
    Write,
    /// To write what lies in the folder.
    WriteInto,
    /// To create it.
    Create,
    /// To create a folder of this path.
    CreateFolder,
    /// To create the folder that it is to lie in.
    CreateFolderFor,
    /// To create a link of this path.
    CreateLink,
    /// To remove it.
    Remove,
    /// To remove something from the folder.
    RemoveFrom,
    /// To put something else in its place.
    Replace,
    /// To give a finished file this path.
    PutIntoPlace,
    /// To list the folder.
    List,
    /// To ask the system about it.
    LookAt,
    /// To lock it.
    Lock,
    /// To find out what the path means.
    Resolve,
    /// To run the program.
    Run,
}

/// What of a file's metadata could not be kept or set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataPart {
    /// The permissions.
    Mode,
    /// The times.
    Times,
    /// The attributes of Windows.
    Attributes,
    /// An extended attribute of this name.
    Extended(String),
    /// The named stream (alternate data stream) of this name.
    Stream(String),
    /// All named streams.
    Streams,
}
