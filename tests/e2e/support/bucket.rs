//! The objects behind the server: s3s-fs, made atomic where it is not.

use std::path::Path;

use s3s::{S3, S3Request, S3Response, S3Result, dto::*};
use s3s_fs::FileSystem;
use tokio::sync::Mutex;

/// Objects in a folder.
pub struct Bucket {
    files: FileSystem,
    create_if_absent: bool,
    /// s3s-fs looks whether an object is there and then writes it; between the two nobody else may.
    writing: Mutex<()>,
}

impl Bucket {
    /// The objects in a folder, with or without regard for `If-None-Match`.
    pub fn new(folder: &Path, create_if_absent: bool) -> Self {
        let files = FileSystem::new(folder).expect("the server's folder is there");
        Self { files, create_if_absent, writing: Mutex::new(()) }
    }
}

/// What the program asks of a store; everything else is refused as not implemented.
#[async_trait::async_trait]
impl S3 for Bucket {
    async fn put_object(&self, mut request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        if !self.create_if_absent {
            request.input.if_none_match = None;
        }
        let _writing = self.writing.lock().await;
        self.files.put_object(request).await
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        self.files.get_object(request).await
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        self.files.head_object(request).await
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.files.list_objects_v2(request).await
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        let _writing = self.writing.lock().await;
        self.files.delete_object(request).await
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        let _writing = self.writing.lock().await;
        self.files.delete_objects(request).await
    }
}
